package dev.sluice.mapping.transcode;

import java.math.BigInteger;

/**
 * The float or double nearest to {@code magnitude × 10^exponent}, without BigDecimal and without a String.
 *
 * <p>Small numbers are one exact operation (W. Clinger, "How to Read Floating Point Numbers Accurately", 1990); the rest
 * is one or two 64-bit products with a table of powers of five (D. Lemire, "Number Parsing at a Gigabyte per Second",
 * 2021). Where the product cannot decide, the answer is -1 and the caller takes the JDK's way.
 */
final class DecimalRounding {

    private static final double[] TENS = tens();
    private static final int SMALLEST = -342;
    private static final int LARGEST = 308;
    /** The upper and the lower 64 bits of 5^q, scaled so that the highest bit is set. */
    private static final long[] FIVES = new long[2 * (LARGEST - SMALLEST + 1)];

    static {
        BigInteger power = BigInteger.ONE;
        for (int q = 0; q <= -SMALLEST; q++) {
            if (q <= LARGEST) {
                put(q, power);
            }
            if (q > 0) {
                int bits = power.bitLength();
                // Rounded up, so that the product is never below the truth; short powers fit exactly 128 bits.
                int scale = q <= 27 ? bits + 127 : 2 * bits + 128;
                put(-q, BigInteger.ONE.shiftLeft(scale).divide(power).add(BigInteger.ONE));
            }
            power = power.multiply(BigInteger.valueOf(5));
        }
    }

    private DecimalRounding() {}

    /** The nearest double, infinite beyond the range; -1 if undecided. The magnitude is unsigned. */
    static double quickDouble(long magnitude, int exponent) {
        if (magnitude >>> 53 == 0 && exponent >= -22 && exponent <= 22) {
            return exponent < 0 ? magnitude / TENS[-exponent] : magnitude * TENS[exponent];
        }
        if (magnitude == 0 || exponent < SMALLEST) {
            return 0.0;
        }
        return exponent > LARGEST ? Double.POSITIVE_INFINITY : product(magnitude, exponent);
    }

    /** The nearest float, infinite beyond the range; -1 if undecided. The magnitude is unsigned. */
    static float quickFloat(long magnitude, int exponent) {
        double wide = quickDouble(magnitude, exponent);
        // Between two floats exactly, or where floats lose precision: the double's own rounding may have tipped it.
        boolean undecided = (Double.doubleToRawLongBits(wide) & 0x1FFF_FFFFL) == 0x1000_0000L
                || (wide < Float.MIN_NORMAL && wide != 0);
        return undecided ? -1 : (float) wide;
    }

    private static double product(long magnitude, int exponent) {
        int zeros = Long.numberOfLeadingZeros(magnitude);
        long factor = magnitude << zeros;
        int at = 2 * (exponent - SMALLEST);
        long upper = highUnsigned(factor, FIVES[at]);
        long lower = factor * FIVES[at];
        if ((upper & 0x1FF) == 0x1FF) { // a carry from below could change the result
            long more = highUnsigned(factor, FIVES[at + 1]);
            lower += more;
            if (Long.compareUnsigned(lower, more) < 0) {
                upper++;
            }
            if (lower == -1L && (exponent < -27 || exponent > 55)) {
                return -1;
            }
        }
        int top = (int) (upper >>> 63);
        long mantissa = upper >>> (top + 9);
        // 217706 / 65536 approximates log2(10) well enough over the whole range of exponents.
        int binary = ((217706 * exponent) >> 16) + 63 + top - zeros + 1023;
        if (binary <= 0) {
            return -1; // subnormal
        }
        if (Long.compareUnsigned(lower, 1) <= 0
                && exponent >= -4
                && exponent <= 23
                && (mantissa & 3) == 1
                && mantissa << (top + 9) == upper) {
            mantissa &= ~1L; // exactly between two doubles: to the even one
        }
        mantissa = (mantissa + (mantissa & 1)) >>> 1;
        if (mantissa >= 1L << 53) {
            mantissa = 1L << 52;
            binary++;
        }
        if (binary >= 0x7FF) {
            return Double.POSITIVE_INFINITY;
        }
        return Double.longBitsToDouble((long) binary << 52 | mantissa & ~(1L << 52));
    }

    /** The upper half of an unsigned product; Math.unsignedMultiplyHigh is of Java 18. */
    private static long highUnsigned(long a, long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }

    private static void put(int q, BigInteger value) {
        BigInteger scaled = value.shiftLeft(128 - value.bitLength()); // a negative shift cuts
        FIVES[2 * (q - SMALLEST)] = scaled.shiftRight(64).longValue();
        FIVES[2 * (q - SMALLEST) + 1] = scaled.longValue();
    }

    private static double[] tens() {
        double[] powers = new double[23];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = Double.parseDouble("1e" + i); // exact up to 10^22
        }
        return powers;
    }
}
