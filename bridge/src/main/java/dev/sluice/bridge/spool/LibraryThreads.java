package dev.sluice.bridge.spool;

import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The group of the threads that the journal library starts by itself. One that notices too late that its journal is closed ends with an
 * exception; nothing is lost by that, and nobody needs to read of it.
 */
final class LibraryThreads extends ThreadGroup {

    private static final Logger LOG = LoggerFactory.getLogger(LibraryThreads.class);
    private static final LibraryThreads GROUP = new LibraryThreads();

    private LibraryThreads() {
        super("sluice-spool");
    }

    @Override
    public void uncaughtException(Thread thread, Throwable what) {
        LOG.debug("{} has ended", thread.getName(), what);
    }

    /** Starts a journal whose threads are of this group. */
    static void start(JournalImpl journal) {
        var starter = new Thread(GROUP, journal::start, "sluice-spool-start");
        starter.setDaemon(true);
        starter.start();
        boolean interrupted = false;
        while (starter.isAlive()) {
            try {
                starter.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
