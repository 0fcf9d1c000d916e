package dev.sluice.simulator.fleet;

/**
 * Ties {@link System#nanoTime} to the calendar once per run, so that the time in a message follows from the moment it was first
 * sent, and a repeated message has its first bytes again.
 */
public record FleetClock(long epochMillisAtOrigin, long originNanos) {

    public static FleetClock now() {
        return new FleetClock(System.currentTimeMillis(), System.nanoTime());
    }

    /** Milliseconds since the epoch at a moment of {@code System.nanoTime()}. */
    public long epochMillis(long nanos) {
        return epochMillisAtOrigin + Math.floorDiv(nanos - originNanos, 1_000_000L);
    }
}
