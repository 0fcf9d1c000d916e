package dev.sluice.simulator.arrivals;

import dev.sluice.simulator.telemetry.Dice;
import java.util.SplittableRandom;

/** One device's luck. */
final class Chance {

    /** No gap is longer: 30 years. */
    private static final double LONGEST_NANOS = 1e18;

    private final SplittableRandom random;

    /** Devices begin at unrelated places: the generator adds a constant for each draw, and seeds so far apart would repeat each other. */
    Chance(long seed, int index) {
        this.random = new SplittableRandom(Dice.roll(Dice.key(seed, "arrivals"), index));
    }

    /** From one event to the next of those that come independently of each other, in {@code mean} nanoseconds on average. */
    long gapNanos(double mean) {
        return (long) Math.min(LONGEST_NANOS, -Math.log(1 - random.nextDouble()) * mean);
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }
}
