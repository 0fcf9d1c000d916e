package dev.sluice.simulator.arrivals;

import dev.sluice.simulator.fleet.Arrivals;

/** So many messages at one moment, and again at another. */
final class BurstArrivals implements Arrivals {

    private final double meanNanos;
    private final int size;
    private final Chance chance;
    private int left;

    BurstArrivals(double meanNanos, int size, Chance chance) {
        this.meanNanos = meanNanos;
        this.size = size;
        this.chance = chance;
    }

    @Override
    public long nextNanos(long previousNanos) {
        if (left > 0) {
            left--;
            return previousNanos;
        }
        left = size - 1;
        return previousNanos + chance.gapNanos(meanNanos);
    }
}
