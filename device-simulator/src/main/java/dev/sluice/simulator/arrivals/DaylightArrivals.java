package dev.sluice.simulator.arrivals;

import dev.sluice.simulator.fleet.Arrivals;

/** Random arrivals at the rate of the brightest hour, of which each is kept with the chance that its own hour gives it ("thinning"). */
final class DaylightArrivals implements Arrivals {

    private final double dayNanos;
    private final double swing;
    private final double meanNanosAtNoon;
    private final Chance chance;
    private long runStartNanos;

    DaylightArrivals(ArrivalProcess.Diurnal process, Chance chance) {
        this.dayNanos = process.daySeconds() * 1e9;
        this.swing = (1 - process.night()) / (1 + process.night());
        this.meanNanosAtNoon = 1e9 / process.perSecond() / (1 + swing);
        this.chance = chance;
    }

    @Override
    public void begin(long startNanos) {
        runStartNanos = startNanos;
    }

    @Override
    public long nextNanos(long previousNanos) {
        long candidate = previousNanos;
        do {
            candidate += chance.gapNanos(meanNanosAtNoon);
        } while (!chance.happens(brightness(candidate)));
        return candidate;
    }

    /** The rate at a moment, for 1 at noon. */
    private double brightness(long nanos) {
        double day = (nanos - runStartNanos) / dayNanos;
        return (1 + swing * Math.sin(2 * Math.PI * day)) / (1 + swing);
    }
}
