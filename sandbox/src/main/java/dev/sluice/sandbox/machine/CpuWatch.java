package dev.sluice.sandbox.machine;

import java.time.Duration;

/** Reads a child's clocks while it lives: once it is gone there is nothing left to read. */
public final class CpuWatch {

    private static final long EVERY_MILLIS = 25;

    /** What a child had used moments before its end. */
    public record Used(Duration cpu, long peakBytes) {}

    private CpuWatch() {}

    /** Waits for a good end and gives the CPU time the child had used moments before. */
    public static Duration untilItEnds(ChildProcess child, Duration bound) {
        return usedAtItsEnd(child, bound).cpu();
    }

    /** Waits for a good end. */
    public static Used usedAtItsEnd(ChildProcess child, Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        Duration used = Duration.ZERO;
        long peak = 0;
        while (child.alive()) {
            Duration now = child.cpuTime();
            used = now.compareTo(used) > 0 ? now : used;
            peak = PeakMemory.of(child.pid()).orElse(peak);
            if (System.nanoTime() > deadline) {
                throw child.failure("did not end within " + bound.toSeconds() + " s");
            }
            pause();
        }
        int code = child.awaitEnd(bound);
        if (code != 0) {
            throw child.failure("ended with code " + code);
        }
        return new Used(used, peak);
    }

    private static void pause() {
        try {
            Thread.sleep(EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
