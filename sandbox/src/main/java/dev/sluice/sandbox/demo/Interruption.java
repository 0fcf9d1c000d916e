package dev.sluice.sandbox.demo;

import java.io.PrintWriter;
import java.time.Duration;

/**
 * What is left to do when Ctrl-C ends the demo early: the children are ended elsewhere; this waits for that, throws the folder away
 * and says so.
 */
final class Interruption implements AutoCloseable {

    /** Children get some time to end, and are killed after it. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final long POLL_MILLIS = 20;

    private final Workplace place;
    private final PrintWriter out;
    private volatile boolean over;

    private Interruption(Workplace place, PrintWriter out) {
        this.place = place;
        this.out = out;
    }

    /** Prepares for it, until closed. */
    static Interruption of(Workplace place, PrintWriter out) {
        var interruption = new Interruption(place, out);
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::tidyUp, "tidy-up"));
        return interruption;
    }

    @Override
    public void close() {
        over = true;
    }

    private void tidyUp() {
        if (over) {
            return;
        }
        out.println();
        out.println("Interrupted: stopping everything that was started.");
        out.flush();
        waitForChildren();
        place.delete();
    }

    private static void waitForChildren() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (ProcessHandle.current().children().findAny().isPresent() && System.nanoTime() < end) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
