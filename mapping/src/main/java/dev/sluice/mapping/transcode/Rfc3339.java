package dev.sluice.mapping.transcode;

/** Date and time with an offset, as RFC 3339 writes them ({@code 2026-11-21T10:15:30.123+01:00}), without allocation. */
final class Rfc3339 {

    /** What {@link #micros} answers for anything else. */
    static final long NONE = Long.MIN_VALUE;

    private Rfc3339() {}

    /**
     * Microseconds since 1970-01-01T00:00Z; digits beyond them are cut.
     *
     * <p>A lower-case {@code t} or {@code z} and a space for the {@code T} are taken. A leap second, and a time
     * without an offset, are not.
     */
    static long micros(byte[] text, int from, int to) {
        if (to - from < 20 || text[from + 4] != '-' || text[from + 7] != '-') {
            return NONE;
        }
        int separator = text[from + 10];
        if ((separator != 'T' && separator != 't' && separator != ' ')
                || text[from + 13] != ':'
                || text[from + 16] != ':') {
            return NONE;
        }
        int century = two(text, from);
        int year = century * 100 + two(text, from + 2);
        int month = two(text, from + 5);
        int day = two(text, from + 8);
        int hour = two(text, from + 11);
        int minute = two(text, from + 14);
        int second = two(text, from + 17);
        if (century < 0 || two(text, from + 2) < 0 || month < 1 || month > 12 || day < 1 || day > days(year, month)) {
            return NONE;
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return NONE;
        }
        int at = from + 19;
        int fraction = 0;
        if (text[at] == '.') {
            int first = ++at;
            int unit = 100_000;
            while (at < to && text[at] >= '0' && text[at] <= '9') {
                fraction += (text[at++] - '0') * unit;
                unit /= 10;
            }
            if (at == first || at == to) {
                return NONE;
            }
        }
        int offset = offsetMinutes(text, at, to);
        if (offset == Integer.MIN_VALUE) {
            return NONE;
        }
        long minutes = (epochDay(year, month, day) * 24 + hour) * 60 + minute - offset;
        return (minutes * 60 + second) * 1_000_000 + fraction;
    }

    private static int offsetMinutes(byte[] text, int at, int to) {
        int sign = text[at];
        if ((sign | 0x20) == 'z' && at + 1 == to) {
            return 0;
        }
        if ((sign != '+' && sign != '-') || at + 6 != to || text[at + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = two(text, at + 1);
        int minutes = two(text, at + 4);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        return sign == '-' ? -(hours * 60 + minutes) : hours * 60 + minutes;
    }

    /** Two digits, or -1. */
    private static int two(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    private static int days(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Days since 1970-01-01 in the proleptic Gregorian calendar; years begin in March, so that leap days come last. */
    private static long epochDay(int year, int month, int day) {
        int shifted = month > 2 ? year : year - 1;
        int era = Math.floorDiv(shifted, 400);
        int yearOfEra = shifted - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * 146_097L + yearOfEra * 365L + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }
}
