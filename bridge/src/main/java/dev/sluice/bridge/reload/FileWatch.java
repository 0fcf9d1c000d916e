package dev.sluice.bridge.reload;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at files again and again, and has the configuration read when they hold something else than what was read last and hold still:
 * an editor, a deployment or a person with two windows changes several files one after the other.
 */
final class FileWatch {

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
    private static final long CALM_MILLIS = 250;

    private final ScheduledExecutorService thread;
    private final long intervalMillis;
    private final Supplier<Reading> newest;
    private final Runnable read;
    private FileDigests changing;

    FileWatch(ScheduledExecutorService thread, Duration interval, Supplier<Reading> newest, Runnable read) {
        this.thread = thread;
        this.intervalMillis = interval.toMillis();
        this.newest = newest;
        this.read = read;
    }

    void begin() {
        thread.schedule(this::look, intervalMillis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long pause = intervalMillis;
        try {
            var known = newest.get();
            var present = FileDigests.of(known.inputs());
            if (present.equals(known.files())) {
                changing = null;
                if (known.isPreliminary()) {
                    read.run();
                }
            } else if (present.equals(changing)) {
                changing = null;
                read.run();
            } else {
                changing = present;
                pause = Math.min(pause, CALM_MILLIS);
            }
        } catch (RuntimeException bug) {
            LOG.error("Looking at the configuration's files failed; it is tried again.", bug);
        }
        if (!thread.isShutdown()) {
            thread.schedule(this::look, pause, TimeUnit.MILLISECONDS);
        }
    }
}
