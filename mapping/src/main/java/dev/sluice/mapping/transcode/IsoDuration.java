package dev.sluice.mapping.transcode;

/**
 * The duration that was read last, as ISO 8601 writes one ({@code P1Y2M3W4DT5H6M7.008S}): at least one part, each at most once, in this
 * order, only seconds with a fraction, no sign. A year is 12 months, a week 7 days, an hour 3,600 seconds; digits beyond milliseconds are cut.
 */
final class IsoDuration {

    private static final String DATE_UNITS = "YMWD";
    private static final String TIME_UNITS = "HMS";
    /** Far beyond what fits, and far below an overflow. */
    private static final long LARGEST = 1L << 40;

    long months;
    long days;
    long millis;

    private int at;
    private long number;
    private long fraction;
    private boolean hasFraction;

    boolean read(byte[] text, int from, int to) {
        months = 0;
        days = 0;
        millis = 0;
        if (from == to || text[from] != 'P') {
            return false;
        }
        at = from + 1;
        int unit = -1;
        boolean time = false;
        while (at < to) {
            if (text[at] == 'T' && !time) {
                time = true;
                unit = -1;
                at++;
            }
            if (!number(text, to) || at == to) {
                return false;
            }
            int found = (time ? TIME_UNITS : DATE_UNITS).indexOf(text[at]);
            if (found <= unit || (hasFraction && !(time && found == 2))) {
                return false;
            }
            unit = found;
            add(time, found);
            at++;
        }
        return at > from + 1;
    }

    private void add(boolean time, int unit) {
        if (!time) {
            switch (unit) {
                case 0 -> months += 12 * number;
                case 1 -> months += number;
                case 2 -> days += 7 * number;
                default -> days += number;
            }
        } else {
            millis += number * (unit == 0 ? 3_600_000 : unit == 1 ? 60_000 : 1000) + fraction;
        }
    }

    /** Reads digits, and perhaps a fraction in thousandths. */
    private boolean number(byte[] text, int to) {
        int first = at;
        number = 0;
        while (at < to && isDigit(text[at])) {
            number = Math.min(LARGEST, number * 10 + text[at++] - '0');
        }
        if (at == first) {
            return false;
        }
        fraction = 0;
        hasFraction = at < to && text[at] == '.';
        if (hasFraction) {
            int start = ++at;
            int worth = 100;
            while (at < to && isDigit(text[at])) {
                fraction += (text[at++] - '0') * worth;
                worth /= 10;
            }
            return at > start;
        }
        return true;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
