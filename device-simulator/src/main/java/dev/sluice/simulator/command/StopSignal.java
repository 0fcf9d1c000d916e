package dev.sluice.simulator.command;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGINT and SIGTERM into a request to stop: the process ends once the work has ended by itself, with the exit code that says
 * "interrupted", or after ten seconds without it.
 */
final class StopSignal {

    private static final long PATIENCE_SECONDS = 10;

    private final Runnable stop;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean over;

    StopSignal(Runnable stop) {
        this.stop = stop;
    }

    /** The work, which gives the process's exit code. */
    interface Work {
        int run() throws IOException, InterruptedException;
    }

    /** Runs the work on this thread. */
    int whileRunning(Work work) throws IOException, InterruptedException {
        Thread hook = new Thread(this::signalled, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.run();
        } finally {
            over = true;
            finished.countDown();
        }
    }

    private void signalled() {
        if (over) {
            return;
        }
        stop.run();
        try {
            finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // The virtual machine would report the signal's number; scripts expect one code for all of them.
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
}
