package dev.sluice.mapping.payload;

import dev.sluice.mapping.message.RejectReason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;

/** The numbers of CBOR that a long does not hold, and what tags make of numbers (RFC 8949 §3.4). */
final class CborNumbers {

    /** 309 digits, as many as the largest double has. */
    static final int MAX_BIGNUM_BYTES = 128;

    static final int MAX_DECIMAL_EXPONENT = 1000;

    private static final long YEAR_0 = -62_167_219_200L;
    private static final long YEAR_10000 = 253_402_300_800L;
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    private CborNumbers() {}

    /** What stands in and behind the first byte of an item (RFC 8949 §3), unsigned. */
    static long argument(PayloadBytes in, int head) throws Undecodable {
        int info = head & 31;
        if (info < 24) {
            return info;
        }
        if (info > 27) {
            throw new Undecodable("not the beginning of a CBOR item");
        }
        return in.bigEndian(1 << (info - 24));
    }

    /** The digits of an integer whose argument has its highest bit set. */
    static String beyondLong(int head, long argument) {
        return head >> 5 == 0
                ? Long.toUnsignedString(argument)
                : BigInteger.valueOf(argument).add(TWO_TO_64).not().toString();
    }

    static float half(int bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        float magnitude;
        if (exponent == 31) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = Math.scalb((float) fraction, -24);
        } else {
            magnitude = Math.scalb((float) (fraction + 1024), exponent - 25);
        }
        return (bits & 0x8000) == 0 ? magnitude : -magnitude;
    }

    /** Tags 2 and 3: bytes of any length are an integer. */
    static BigInteger bignum(PayloadBytes in, long tag, int head) throws Undecodable {
        if (head >> 5 != 2 || (head & 31) == 31) {
            throw new Undecodable("a bignum is not a byte string of known length");
        }
        int start = in.take(argument(in, head));
        while (start < in.pos && in.bytes[start] == 0) {
            start++;
        }
        if (in.pos - start > MAX_BIGNUM_BYTES) {
            throw outOfRange("a bignum has more than " + MAX_BIGNUM_BYTES * 8 + " bits");
        }
        var magnitude = new BigInteger(1, Arrays.copyOfRange(in.bytes, start, in.pos));
        return tag == 2 ? magnitude : magnitude.not();
    }

    /** Tag 4: an array of exponent and mantissa. */
    static String decimalFraction(PayloadBytes in, int head) throws Undecodable {
        if (head != 0x82) {
            throw new Undecodable("a decimal fraction is not an array of two");
        }
        BigInteger exponent = integer(in, in.next());
        BigInteger mantissa = integer(in, in.next());
        if (exponent.abs().compareTo(BigInteger.valueOf(MAX_DECIMAL_EXPONENT)) > 0) {
            throw outOfRange("a decimal fraction has an exponent beyond " + MAX_DECIMAL_EXPONENT);
        }
        return new BigDecimal(mantissa, -exponent.intValue()).toString();
    }

    /** Tag 1: seconds since 1970, as RFC 3339 text in UTC; a float is rounded to microseconds, which is what a double can tell apart. */
    static String time(PayloadBytes in, int head) throws Undecodable {
        Instant instant = switch (head) {
            case 0xF9 -> instant(half((int) in.bigEndian(2)));
            case 0xFA -> instant(Float.intBitsToFloat((int) in.bigEndian(4)));
            case 0xFB -> instant(Double.longBitsToDouble(in.bigEndian(8)));
            default -> {
                if (head >> 5 > 1) {
                    throw new Undecodable("a time (tag 1) is not a number");
                }
                long argument = argument(in, head);
                yield instant(argument < 0 ? Long.MAX_VALUE : head >> 5 == 0 ? argument : -1 - argument, 0);
            }
        };
        return instant.toString();
    }

    private static Instant instant(double seconds) throws Undecodable {
        if (!(Math.abs(seconds) < YEAR_10000)) { // also for NaN
            throw outOfRange("a time (tag 1) is outside the years 0 to 9999");
        }
        long whole = (long) Math.floor(seconds);
        return instant(whole, Math.round((seconds - whole) * 1e6) * 1000);
    }

    private static Instant instant(long seconds, long nanos) throws Undecodable {
        if (seconds < YEAR_0 || seconds >= YEAR_10000) {
            throw outOfRange("a time (tag 1) is outside the years 0 to 9999");
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    private static BigInteger integer(PayloadBytes in, int head) throws Undecodable {
        if (head == 0xC2 || head == 0xC3) {
            return bignum(in, head & 31, in.next());
        }
        if (head >> 5 > 1) {
            throw new Undecodable("a decimal fraction is not made of integers");
        }
        var magnitude = BigInteger.valueOf(argument(in, head));
        if (magnitude.signum() < 0) {
            magnitude = magnitude.add(TWO_TO_64);
        }
        return head >> 5 == 0 ? magnitude : magnitude.not();
    }

    private static Undecodable outOfRange(String detail) {
        return new Undecodable(new PayloadDecoder.Fault(RejectReason.NUMBER_OUT_OF_RANGE, detail));
    }
}
