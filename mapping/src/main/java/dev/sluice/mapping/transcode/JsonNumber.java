package dev.sluice.mapping.transcode;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * The number that was read last, as RFC 8259 writes one: {@code ±magnitude × 10^exponent}, exact where {@code !cut}.
 *
 * <p>The literal stays where it is; nothing is allocated unless a double needs the slow way.
 */
final class JsonNumber {

    private static final int MAGNITUDE_DIGITS = 19; // what an unsigned long always holds

    private byte[] json;
    private int from;
    private int to;
    private boolean negative;
    /** Unsigned: the first 19 significant digits. */
    private long magnitude;

    private int digits;
    /** The decimal exponent of the magnitude's last digit. */
    private int exponent;
    /** Digits beyond the 19th that are not zero were left out of the magnitude. */
    private boolean cut;

    /** Why {@link #scan} answered -1, and where. */
    String fault;

    int faultAt;

    /** Valid after {@link #toLong} said yes, and after {@link #toUnscaled} did while {@link #bigValue} is null. */
    long longValue;

    /** Valid after {@link #toUnscaled} said yes: what is too large for {@link #longValue}. */
    BigInteger bigValue;

    /** Reads the number at {@code start}; answers the index behind it, or -1. */
    int scan(byte[] json, int start, int end) {
        this.json = json;
        from = start;
        int at = start;
        negative = json[at] == '-';
        if (negative) {
            at++;
        }
        long value = 0;
        int count = 0;
        int dropped = 0;
        boolean lost = false;
        int integerStart = at;
        int d;
        while (at < end && (d = json[at] - '0') >= 0 && d <= 9) {
            if (count < MAGNITUDE_DIGITS) {
                value = value * 10 + d;
                if (value != 0) {
                    count++;
                }
            } else {
                dropped++;
                lost |= d != 0;
            }
            at++;
        }
        if (at == integerStart) {
            return fail("a digit was expected", at);
        }
        if (json[integerStart] == '0' && at - integerStart > 1) {
            return fail("a number does not begin with a zero before another digit", integerStart);
        }
        int power = dropped;
        if (at < end && json[at] == '.') {
            int fractionStart = ++at;
            while (at < end && (d = json[at] - '0') >= 0 && d <= 9) {
                if (count < MAGNITUDE_DIGITS) {
                    value = value * 10 + d;
                    if (value != 0) {
                        count++;
                    }
                    power--;
                } else {
                    lost |= d != 0;
                }
                at++;
            }
            if (at == fractionStart) {
                return fail("a digit was expected", at);
            }
        }
        if (at < end && (json[at] | 0x20) == 'e') {
            at++;
            boolean down = at < end && json[at] == '-';
            if (down || (at < end && json[at] == '+')) {
                at++;
            }
            int exponentStart = at;
            int e = 0;
            while (at < end && (d = json[at] - '0') >= 0 && d <= 9) {
                e = Math.min(e * 10 + d, 100_000_000); // far beyond what any digit can make up for
                at++;
            }
            if (at == exponentStart) {
                return fail("a digit was expected", at);
            }
            power += down ? -e : e;
        }
        magnitude = value;
        digits = count;
        exponent = power;
        cut = lost;
        to = at;
        return at;
    }

    /** Whether the number is a long exactly, as {@code 21}, {@code 21.0} and {@code 2.1e1} are; then {@code longValue} is it. */
    boolean toLong() {
        long value = magnitude;
        int power = exponent;
        if (value != 0 && power != 0) {
            int significant = digits;
            while (power < 0 && Long.remainderUnsigned(value, 10) == 0) {
                value = Long.divideUnsigned(value, 10);
                significant--;
                power++;
            }
            if (power < 0 || significant + power > MAGNITUDE_DIGITS) {
                return false;
            }
            for (; power > 0; power--) {
                value *= 10;
            }
        }
        // An unsigned value above Long.MAX_VALUE looks negative; only -2^63 may.
        if (cut || (value < 0 && !(negative && value == Long.MIN_VALUE))) {
            return false;
        }
        longValue = negative ? -value : value;
        return true;
    }

    /** Reads text that is a number from its first character to its last; false if it is not. */
    boolean isWhole(JsonText text) {
        boolean begins = text.from < text.to && ScalarCoders.startsNumber(text.bytes[text.from]);
        return begins && scan(text.bytes, text.from, text.to) == text.to;
    }

    /**
     * Whether the number is an integer of at most so many digits when its point moves to the right by {@code scale}; then {@link #longValue}
     * or {@link #bigValue} is it. Exact: nothing is rounded, and what does not fit is known before it is computed.
     */
    boolean toUnscaled(int scale, int precision) {
        bigValue = null;
        if (magnitude == 0) {
            longValue = 0;
            return true;
        }
        if (cut) {
            return toUnscaledFromAllDigits(scale, precision);
        }
        long value = magnitude;
        int significant = digits;
        int power = exponent + scale;
        while (power < 0 && Long.remainderUnsigned(value, 10) == 0) {
            value = Long.divideUnsigned(value, 10);
            significant--;
            power++;
        }
        if (power < 0 || (long) significant + power > precision) {
            return false;
        }
        if (significant + power < MAGNITUDE_DIGITS) { // 18 digits always fit, signed
            for (; power > 0; power--) {
                value *= 10;
            }
            longValue = negative ? -value : value;
        } else {
            BigInteger big = new BigInteger(Long.toUnsignedString(value)).multiply(BigInteger.TEN.pow(power));
            bigValue = negative ? big.negate() : big;
        }
        return true;
    }

    private boolean toUnscaledFromAllDigits(int scale, int precision) {
        int first = from;
        while (json[first] < '1' || json[first] > '9') {
            first++;
        }
        int last = first;
        int count = 0;
        int significant = 0;
        for (int at = first; at < to && (json[at] | 0x20) != 'e'; at++) {
            if (json[at] != '.') {
                count++;
                if (json[at] != '0') {
                    last = at;
                    significant = count;
                }
            }
        }
        long power = (long) exponent + scale - (significant - MAGNITUDE_DIGITS);
        if (power < 0 || significant + power > precision) {
            return false;
        }
        String all = new String(json, first, last + 1 - first, StandardCharsets.ISO_8859_1).replace(".", "");
        BigInteger big = new BigInteger(all).multiply(BigInteger.TEN.pow((int) power));
        bigValue = negative ? big.negate() : big;
        return true;
    }

    /** The nearest double (ties to even), negative zero kept; infinite when beyond the range. */
    double toDouble() {
        if (!cut) {
            double quick = DecimalRounding.quickDouble(magnitude, exponent);
            if (quick >= 0) {
                return negative ? -quick : quick;
            }
        }
        return Double.parseDouble(literal());
    }

    /** The nearest float (ties to even), not the float nearest to the nearest double; infinite when beyond the range. */
    float toFloat() {
        if (!cut) {
            float quick = DecimalRounding.quickFloat(magnitude, exponent);
            if (quick >= 0) {
                return negative ? -quick : quick;
            }
        }
        return Float.parseFloat(literal());
    }

    /** Forgets the payload. */
    void release() {
        json = null;
        bigValue = null;
    }

    private String literal() {
        return new String(json, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private int fail(String why, int where) {
        fault = why;
        faultAt = where;
        return -1;
    }
}
