package dev.sluice.simulator.arrivals;

import java.util.SplittableRandom;

/** One device's luck. */
final class Chance {

    /** No gap is longer: 30 years. */
    private static final double LONGEST_NANOS = 1e18;

    private final SplittableRandom random;

    Chance(long seed, int index) {
        this.random = new SplittableRandom(new SplittableRandom(seed).nextLong() + index * 0x9E3779B97F4A7C15L);
    }

    /** From one event to the next of those that come independently of each other, in {@code mean} nanoseconds on average. */
    long gapNanos(double mean) {
        return (long) Math.min(LONGEST_NANOS, -Math.log(1 - random.nextDouble()) * mean);
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }
}
