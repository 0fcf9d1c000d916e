package dev.sluice.simulator.telemetry;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Bytes of a payload while it is being written: an array that grows. */
public final class ByteSink {

    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final int ISO_LENGTH = 24;

    /** {@code -10^i}; negative, because there is no positive counterpart of the smallest number. */
    private static final long[] NEGATIVE_POWERS =
            LongStream.iterate(-1, power -> power * 10).limit(19).toArray();

    private byte[] bytes = new byte[512];
    private int length;

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, length);
    }

    private byte[] room(int size) {
        if (length + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + size));
        }
        return bytes;
    }

    public void put(int value) {
        room(1)[length++] = (byte) value;
    }

    public void put(byte[] text) {
        put(text, 0, text.length);
    }

    public void put(byte[] source, int from, int count) {
        System.arraycopy(source, from, room(count), length, count);
        length += count;
    }

    /** The lowest {@code count} bytes of a number, the highest first. */
    public void putBigEndian(long value, int count) {
        byte[] target = room(count);
        for (int i = count - 1; i >= 0; i--) {
            target[length++] = (byte) (value >>> (8 * i));
        }
    }

    /** The lowest {@code count} bytes of a number, the lowest first. */
    public void putLittleEndian(long value, int count) {
        byte[] target = room(count);
        for (int i = 0; i < count; i++) {
            target[length++] = (byte) (value >>> (8 * i));
        }
    }

    /** Seven bits a byte, the lowest first, as Avro and Protocol Buffers have it; the number is taken as unsigned. */
    public void putVarint(long value) {
        byte[] target = room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            target[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[length++] = (byte) rest;
    }

    /** {@code unscaled / 10^decimals} in decimal digits, always with all its decimals: 1250 and 2 are {@code 12.50}. */
    public void putDecimal(long unscaled, int decimals) {
        byte[] target = room(22);
        if (unscaled < 0) {
            target[length++] = '-';
        }
        int digits = Math.max(digits(unscaled), decimals + 1);
        int end = length + digits + (decimals > 0 ? 1 : 0);
        int at = end;
        long rest = unscaled;
        for (int i = 0; i < digits; i++) {
            if (i == decimals && decimals > 0) {
                target[--at] = '.';
            }
            long tenth = rest / 10;
            target[--at] = (byte) ('0' + Math.abs(rest - tenth * 10));
            rest = tenth;
        }
        length = end;
    }

    private static int digits(long number) {
        long negative = number < 0 ? number : -number;
        int digits = 1;
        while (digits < NEGATIVE_POWERS.length && negative <= NEGATIVE_POWERS[digits]) {
            digits++;
        }
        return digits;
    }

    /** {@code 2026-01-31T23:59:59.123Z}; of years 0 to 9999. */
    public void putIsoTime(long epochMillis) {
        byte[] target = room(ISO_LENGTH);
        long day = Math.floorDiv(epochMillis, MILLIS_PER_DAY);
        int millis = (int) Math.floorMod(epochMillis, MILLIS_PER_DAY);
        // The civil calendar from a count of days, in eras of 400 years that begin in March, so that the leap day is
        // the last.
        long shifted = day + 719_468;
        long era = Math.floorDiv(shifted, 146_097);
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        int month = (int) (monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9);
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
        int dayOfMonth = (int) (dayOfYear - (153 * monthFromMarch + 2) / 5 + 1);

        int at = length;
        at = fixed(target, at, year, 4, '-');
        at = fixed(target, at, month, 2, '-');
        at = fixed(target, at, dayOfMonth, 2, 'T');
        at = fixed(target, at, millis / 3_600_000, 2, ':');
        at = fixed(target, at, millis / 60_000 % 60, 2, ':');
        at = fixed(target, at, millis / 1_000 % 60, 2, '.');
        length = fixed(target, at, millis % 1_000, 3, 'Z');
    }

    private static int fixed(byte[] target, int at, int number, int digits, char behind) {
        int rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            target[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        target[at + digits] = (byte) behind;
        return at + digits + 1;
    }

    /** Begins a block that will have its length in front of it, as a varint. */
    public int openBlock() {
        put(0);
        return length;
    }

    /** Ends the block that {@code start} was the answer for. */
    public void closeBlock(int start) {
        int size = length - start;
        int more = 0;
        for (int rest = size >>> 7; rest != 0; rest >>>= 7) {
            more++;
        }
        if (more > 0) {
            byte[] target = room(more);
            System.arraycopy(target, start, target, start + more, size);
        }
        length = start - 1;
        putVarint(size);
        length += size;
    }
}
