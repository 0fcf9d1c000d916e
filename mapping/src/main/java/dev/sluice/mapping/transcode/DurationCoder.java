package dev.sluice.mapping.transcode;

import dev.sluice.mapping.message.RejectReason;
import java.util.List;

/** Writes ISO 8601 text, or an object of its three numbers, as Avro's duration: months, days and milliseconds, 32 bits unsigned each. */
final class DurationCoder extends Coder {

    private static final long MOST = 0xFFFF_FFFFL;
    private static final List<String> NAMES = List.of("months", "days", "millis");
    private static final KeyTable KEYS = new KeyTable(NAMES);

    @Override
    boolean encode(Pass pass) {
        JsonCursor in = pass.in;
        int c = in.peek();
        if (c == '{') {
            return encodeObject(pass);
        }
        if (c != '"') {
            return in.wrongType("a duration");
        }
        if (!in.readText()) {
            return false;
        }
        IsoDuration duration = in.duration;
        if (!duration.read(in.text.bytes, in.text.from, in.text.to)) {
            return in.fail(RejectReason.FIELD_TYPE, "a duration was expected, such as P1M2DT3H4M5.678S");
        }
        if (duration.months > MOST || duration.days > MOST || duration.millis > MOST) {
            return in.fail(RejectReason.NUMBER_OUT_OF_RANGE, "beyond the range of a duration's parts, 32 bits each");
        }
        write(duration.months, pass.body);
        write(duration.days, pass.body);
        write(duration.millis, pass.body);
        return true;
    }

    /** The members come in any order; each is needed, once. */
    private static boolean encodeObject(Pass pass) {
        JsonCursor in = pass.in;
        if (!in.open()) {
            return false;
        }
        long months = -1;
        long days = -1;
        long millis = -1;
        int c = in.peek();
        while (c != '}') {
            if (c != '"') {
                return in.nameExpected();
            }
            int key = KEYS.match(in, -1);
            if (key == KeyTable.FAULT) {
                return false;
            }
            if (key == KeyTable.UNKNOWN) {
                if (!in.skip()) {
                    return false;
                }
            } else if (!member(in, key == 0 ? months : key == 1 ? days : millis)) {
                in.within(NAMES.get(key));
                return false;
            } else if (key == 0) {
                months = in.longValue;
            } else if (key == 1) {
                days = in.longValue;
            } else {
                millis = in.longValue;
            }
            c = in.peek();
            if (c == ',') {
                in.pos++;
                c = in.peek();
                if (c == '}') {
                    return in.nameExpected();
                }
            } else if (c != '}') {
                return in.malformed("a comma or a closing brace was expected");
            }
        }
        in.close();
        if (months < 0 || days < 0 || millis < 0) {
            in.fail(RejectReason.FIELD_MISSING, "missing, and a duration needs it");
            in.within(NAMES.get(months < 0 ? 0 : days < 0 ? 1 : 2));
            return false;
        }
        write(months, pass.body);
        write(days, pass.body);
        write(millis, pass.body);
        return true;
    }

    private static boolean member(JsonCursor in, long before) {
        if (before >= 0) {
            return in.fail(RejectReason.DUPLICATE_KEY, "the key occurs twice");
        }
        return ScalarCoders.startsNumber(in.peek())
                ? in.readLong(0, MOST, "unsigned 32 bits")
                : in.wrongType("a whole number");
    }

    /** Little-endian. */
    private static void write(long value, AvroBuffer out) {
        for (int shift = 0; shift < 32; shift += 8) {
            out.writeByte((int) (value >> shift));
        }
    }

    @Override
    boolean takes(int kind) {
        return kind == JsonKind.TEXT || kind == JsonKind.OBJECT;
    }
}
