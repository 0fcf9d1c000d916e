package dev.sluice.simulator.telemetry;

/**
 * Random numbers by position: throw {@code n} of a key is always the same, and needs none of the throws before it. So a device can repeat
 * a message that it has not kept.
 */
public final class Dice {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private Dice() {}

    /** 64 random bits. */
    public static long roll(long key, long n) {
        return mix(key + n * GOLDEN);
    }

    /** From 0, inclusive, to 1, exclusive. */
    public static double share(long key, long n) {
        return (roll(key, n) >>> 11) * UNIT;
    }

    /** The key for one purpose of a seed. */
    public static long key(long seed, String purpose) {
        long key = mix(seed);
        for (int i = 0; i < purpose.length(); i++) {
            key = mix(key ^ purpose.charAt(i));
        }
        return key;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
