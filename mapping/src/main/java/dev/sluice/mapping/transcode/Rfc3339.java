package dev.sluice.mapping.transcode;

/**
 * The date, time or both that was read last, as RFC 3339 §5.6 writes them ({@code 2026-11-21T10:15:30.123+01:00}), without allocation.
 *
 * <p>A lower-case {@code t} or {@code z} and a space for the {@code T} are taken. A leap second is not. Digits beyond nanoseconds
 * are cut.
 */
final class Rfc3339 {

    private static final int DAY = 24 * 60 * 60;

    /** Since 1970-01-01T00:00, or since midnight where there was no date. Valid after a yes. */
    long seconds;

    /** 0 to 999,999,999, always forward from {@link #seconds}. */
    int nanos;

    /** Where the next part begins, while reading. */
    private int at;

    /** {@code 2026-11-21T10:15:30.123Z}; the offset is required, and {@code seconds} are those of UTC. */
    boolean instant(byte[] text, int from, int to) {
        return dateAndTime(text, from, to) && offset(text, to);
    }

    /** {@code 2026-11-21T10:15:30.123}; an offset is refused. */
    boolean local(byte[] text, int from, int to) {
        return dateAndTime(text, from, to) && at == to;
    }

    /** {@code 2026-11-21}: {@code seconds} of its midnight. */
    boolean date(byte[] text, int from, int to) {
        return readDate(text, from, to) && at == to;
    }

    /** {@code 10:15:30.123} */
    boolean time(byte[] text, int from, int to) {
        seconds = 0;
        return readTime(text, from, to) && at == to;
    }

    private boolean dateAndTime(byte[] text, int from, int to) {
        if (!readDate(text, from, to) || at == to) {
            return false;
        }
        int separator = text[at];
        return (separator == 'T' || separator == 't' || separator == ' ') && readTime(text, at + 1, to);
    }

    private boolean readDate(byte[] text, int from, int to) {
        if (to - from < 10 || text[from + 4] != '-' || text[from + 7] != '-') {
            return false;
        }
        int century = two(text, from);
        int yearOfCentury = two(text, from + 2);
        int month = two(text, from + 5);
        int day = two(text, from + 8);
        if (century < 0 || yearOfCentury < 0) {
            return false;
        }
        int year = century * 100 + yearOfCentury;
        if (month < 1 || month > 12 || day < 1 || day > days(year, month)) {
            return false;
        }
        seconds = epochDay(year, month, day) * DAY;
        nanos = 0;
        at = from + 10;
        return true;
    }

    private boolean readTime(byte[] text, int from, int to) {
        if (to - from < 8 || text[from + 2] != ':' || text[from + 5] != ':') {
            return false;
        }
        int hour = two(text, from);
        int minute = two(text, from + 3);
        int second = two(text, from + 6);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return false;
        }
        seconds += (hour * 60 + minute) * 60 + second;
        nanos = 0;
        at = from + 8;
        if (at < to && text[at] == '.') {
            int first = ++at;
            int unit = 100_000_000;
            while (at < to && text[at] >= '0' && text[at] <= '9') {
                nanos += (text[at++] - '0') * unit;
                unit /= 10;
            }
            return at > first;
        }
        return true;
    }

    private boolean offset(byte[] text, int to) {
        int sign = at < to ? text[at] : 0;
        if ((sign | 0x20) == 'z' && at + 1 == to) {
            return true;
        }
        if ((sign != '+' && sign != '-') || at + 6 != to || text[at + 3] != ':') {
            return false;
        }
        int hours = two(text, at + 1);
        int minutes = two(text, at + 4);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return false;
        }
        int ahead = (hours * 60 + minutes) * 60;
        seconds += sign == '-' ? ahead : -ahead;
        return true;
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
