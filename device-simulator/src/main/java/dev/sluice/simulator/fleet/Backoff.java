package dev.sluice.simulator.fleet;

import dev.sluice.simulator.telemetry.Dice;
import java.util.SplittableRandom;

/** How long a device waits before it tries again: doubling from 100 ms to 5 s, each time by chance between half and all of it. */
public final class Backoff {

    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 5_000;

    private final SplittableRandom random;
    private int failures;

    /** Devices differ in {@code index}, so that a fleet that was thrown out together does not come back together. */
    public Backoff(long seed, int index) {
        this.random = new SplittableRandom(Dice.roll(Dice.key(seed, "backoff"), index));
    }

    /** Milliseconds to wait after one more failure. */
    public long nextMillis() {
        long longest = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures, 16));
        failures++;
        return random.nextLong(longest / 2, longest + 1);
    }

    public void succeeded() {
        failures = 0;
    }
}
