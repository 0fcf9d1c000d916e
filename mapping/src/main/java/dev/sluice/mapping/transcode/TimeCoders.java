package dev.sluice.mapping.transcode;

import dev.sluice.mapping.message.RejectReason;

/** The coders of Avro's dates and times: each takes its integer as it is, or text as RFC 3339 writes it. */
final class TimeCoders {

    private TimeCoders() {}

    /** What they have in common: an integer within bounds, or text. */
    private abstract static class OfTime extends Coder {
        private final long lowest;
        private final long highest;
        private final String type;
        private final String example;

        OfTime(long lowest, long highest, String type, String example) {
            this.lowest = lowest;
            this.highest = highest;
            this.type = type;
            this.example = example;
        }

        /** Reads the text into {@code in.time}. */
        abstract boolean read(JsonCursor in, JsonText text);

        /** Appends what {@code in.time} holds; false after a fault. */
        abstract boolean write(JsonCursor in, AvroBuffer out);

        @Override
        boolean encode(Pass pass) {
            JsonCursor in = pass.in;
            int c = in.peek();
            if (ScalarCoders.startsNumber(c)) {
                if (!in.readLong(lowest, highest, type)) {
                    return false;
                }
                pass.body.writeLong(in.longValue);
                return true;
            }
            if (c != '"') {
                return in.wrongType(type);
            }
            if (!in.readText()) {
                return false;
            }
            if (!read(in, in.text)) {
                return in.fail(RejectReason.FIELD_TYPE, example);
            }
            return write(in, pass.body);
        }

        @Override
        boolean takes(int kind) {
            return kind == JsonKind.TEXT || kind == JsonKind.NUMBER;
        }
    }

    /** timestamp-* and local-timestamp-*: since 1970-01-01T00:00, of UTC or of a place that nobody names. */
    static final class OfTimestamp extends OfTime {
        // of text with nanoseconds: what a long can count, 1677-09-21 to 2262-04-11
        private static final long FIRST_SECOND = -9_223_372_037L;
        private static final int FIRST_NANO = 145_224_192;
        private static final long LAST_SECOND = 9_223_372_036L;
        private static final int LAST_NANO = 854_775_807;

        private final int perSecond;
        private final boolean local;

        OfTimestamp(int perSecond, boolean local) {
            super(
                    Long.MIN_VALUE,
                    Long.MAX_VALUE,
                    "a timestamp",
                    local
                            ? "a timestamp without an offset was expected, such as 2026-11-21T10:15:30.123"
                            : "a timestamp with its offset was expected, such as 2026-11-21T10:15:30.123Z");
            this.perSecond = perSecond;
            this.local = local;
        }

        @Override
        boolean read(JsonCursor in, JsonText text) {
            return local
                    ? in.time.local(text.bytes, text.from, text.to)
                    : in.time.instant(text.bytes, text.from, text.to);
        }

        @Override
        boolean write(JsonCursor in, AvroBuffer out) {
            long seconds = in.time.seconds;
            int nanos = in.time.nanos;
            if (perSecond == 1_000_000_000 && !inNanos(seconds, nanos)) {
                return in.fail(RejectReason.NUMBER_OUT_OF_RANGE, "beyond the years that nanoseconds can count");
            }
            out.writeLong(seconds * perSecond + nanos / (1_000_000_000 / perSecond)); // wraps there and back
            return true;
        }

        private static boolean inNanos(long seconds, int nanos) {
            return (seconds > FIRST_SECOND || (seconds == FIRST_SECOND && nanos >= FIRST_NANO))
                    && (seconds < LAST_SECOND || (seconds == LAST_SECOND && nanos <= LAST_NANO));
        }
    }

    /** Days since 1970-01-01. */
    static final class OfDate extends OfTime {
        OfDate() {
            super(Integer.MIN_VALUE, Integer.MAX_VALUE, "a date", "a date was expected, such as 2026-11-21");
        }

        @Override
        boolean read(JsonCursor in, JsonText text) {
            return in.time.date(text.bytes, text.from, text.to);
        }

        @Override
        boolean write(JsonCursor in, AvroBuffer out) {
            out.writeLong(Math.floorDiv(in.time.seconds, 86_400L));
            return true;
        }
    }

    /** time-millis and time-micros: since midnight, and before the next. */
    static final class OfTimeOfDay extends OfTime {
        private final int perSecond;

        OfTimeOfDay(int perSecond) {
            super(0, 86_400L * perSecond - 1, "a time of day", "a time of day was expected, such as 10:15:30.123");
            this.perSecond = perSecond;
        }

        @Override
        boolean read(JsonCursor in, JsonText text) {
            return in.time.time(text.bytes, text.from, text.to);
        }

        @Override
        boolean write(JsonCursor in, AvroBuffer out) {
            out.writeLong(in.time.seconds * perSecond + in.time.nanos / (1_000_000_000 / perSecond));
            return true;
        }
    }
}
