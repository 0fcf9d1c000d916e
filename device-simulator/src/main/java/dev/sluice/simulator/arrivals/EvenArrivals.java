package dev.sluice.simulator.arrivals;

import dev.sluice.simulator.fleet.Arrivals;

/**
 * Message n is due n periods after the first, so that no rounding adds up. The devices of a fleet take turns by the clock that they share, so that
 * one that joins later joins where it belongs.
 */
final class EvenArrivals implements Arrivals {

    private final double periodNanos;
    private final double phase;
    private boolean begun;
    private boolean joined;
    private long firstNanos;
    private long count;

    /** @param phase when the first is due, in periods after the start */
    EvenArrivals(double periodNanos, double phase) {
        this.periodNanos = periodNanos;
        this.phase = phase;
    }

    @Override
    public void begin(long runStartNanos) {
        firstNanos = runStartNanos + (long) (phase * periodNanos);
        begun = true;
    }

    @Override
    public long nextNanos(long previousNanos) {
        if (!begun) {
            begin(previousNanos);
        }
        if (!joined) {
            count = Math.max(0, (long) Math.ceil((previousNanos - firstNanos) / periodNanos));
            joined = true;
        }
        return Math.max(previousNanos, firstNanos + (long) (count++ * periodNanos));
    }
}
