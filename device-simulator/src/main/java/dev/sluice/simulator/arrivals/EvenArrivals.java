package dev.sluice.simulator.arrivals;

import dev.sluice.simulator.fleet.Arrivals;

/** Message n is due n periods after the first, so that no rounding adds up. */
final class EvenArrivals implements Arrivals {

    private final double periodNanos;
    private final double phase;
    private long firstNanos;
    private long count;

    /** @param phase when the first is due, in periods after the start */
    EvenArrivals(double periodNanos, double phase) {
        this.periodNanos = periodNanos;
        this.phase = phase;
    }

    @Override
    public long nextNanos(long previousNanos) {
        if (count == 0) {
            firstNanos = previousNanos + (long) (phase * periodNanos);
        }
        return firstNanos + (long) (count++ * periodNanos);
    }
}
