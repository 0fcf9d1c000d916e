package dev.sluice.mapping.transcode;

import dev.sluice.mapping.message.RejectReason;
import java.nio.charset.StandardCharsets;

/** The coders of Avro's null, boolean, numbers and string. */
final class ScalarCoders {

    private static final byte[] NAN = "NaN".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INFINITY = "Infinity".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MINUS_INFINITY = "-Infinity".getBytes(StandardCharsets.US_ASCII);

    private ScalarCoders() {}

    static final class OfNull extends Coder {
        @Override
        boolean encode(Pass pass) {
            return pass.in.peek() == 'n' ? pass.in.readWord("null") : pass.in.wrongType("null");
        }

        @Override
        boolean takes(int kind) {
            return kind == JsonKind.NULL;
        }
    }

    static final class OfBoolean extends Coder {
        @Override
        boolean encode(Pass pass) {
            int c = pass.in.peek();
            if (c != 't' && c != 'f') {
                return pass.in.wrongType("boolean");
            }
            if (!pass.in.readWord(c == 't' ? "true" : "false")) {
                return false;
            }
            pass.body.writeBoolean(c == 't');
            return true;
        }

        @Override
        boolean takes(int kind) {
            return kind == JsonKind.BOOLEAN;
        }
    }

    /** int and long, which differ in their bounds only. */
    static final class OfInteger extends Coder {
        private final long lowest;
        private final long highest;
        private final String type;

        OfInteger(long lowest, long highest, String type) {
            this.lowest = lowest;
            this.highest = highest;
            this.type = type;
        }

        @Override
        boolean encode(Pass pass) {
            JsonCursor in = pass.in;
            if (!startsNumber(in.peek())) {
                return in.wrongType(type);
            }
            if (!in.readLong(lowest, highest, type)) {
                return false;
            }
            pass.body.writeLong(in.longValue);
            return true;
        }

        @Override
        boolean takes(int kind) {
            return kind == JsonKind.NUMBER;
        }
    }

    static final class OfDouble extends Coder {
        @Override
        boolean encode(Pass pass) {
            JsonCursor in = pass.in;
            int c = in.peek();
            if (!startsNumber(c)) {
                return c == '"' ? encodeText(pass) : in.wrongType("double");
            }
            if (!in.readNumber()) {
                return false;
            }
            double value = in.number.toDouble();
            if (Double.isInfinite(value)) {
                return in.fail(RejectReason.NUMBER_OUT_OF_RANGE, "beyond the range of double");
            }
            pass.body.writeDouble(value);
            return true;
        }

        private static boolean encodeText(Pass pass) {
            if (!readsNoNumber(pass.in, "double")) {
                return false;
            }
            pass.body.writeDouble(noNumber(pass.in.text));
            return true;
        }

        @Override
        boolean takes(int kind) {
            return kind == JsonKind.NUMBER || kind == JsonKind.TEXT;
        }
    }

    static final class OfFloat extends Coder {
        @Override
        boolean encode(Pass pass) {
            JsonCursor in = pass.in;
            int c = in.peek();
            if (!startsNumber(c)) {
                return c == '"' ? encodeText(pass) : in.wrongType("float");
            }
            if (!in.readNumber()) {
                return false;
            }
            float value = in.number.toFloat();
            if (Float.isInfinite(value)) {
                return in.fail(RejectReason.NUMBER_OUT_OF_RANGE, "beyond the range of float");
            }
            pass.body.writeFloat(value);
            return true;
        }

        private static boolean encodeText(Pass pass) {
            if (!readsNoNumber(pass.in, "float")) {
                return false;
            }
            pass.body.writeFloat((float) noNumber(pass.in.text));
            return true;
        }

        @Override
        boolean takes(int kind) {
            return kind == JsonKind.NUMBER || kind == JsonKind.TEXT;
        }
    }

    static final class OfString extends Coder {
        @Override
        boolean encode(Pass pass) {
            JsonCursor in = pass.in;
            if (in.peek() != '"') {
                return in.wrongType("string");
            }
            if (!in.readText()) {
                return false;
            }
            JsonText text = in.text;
            pass.body.writeBytes(text.bytes, text.from, text.to - text.from);
            return true;
        }

        @Override
        boolean takes(int kind) {
            return kind == JsonKind.TEXT;
        }
    }

    /** Reads text that stands for a float which JSON cannot write as a number; other text is of the wrong type. */
    private static boolean readsNoNumber(JsonCursor in, String type) {
        int start = in.pos;
        int c = start + 1 < in.end ? in.json[start + 1] : 0;
        boolean perhaps = c == 'N' || c == 'I' || c == '-' || c == '\\';
        if (perhaps && !in.readText()) {
            return false;
        }
        if (perhaps && noNumber(in.text) != 0) { // also for NaN, which equals nothing
            return true;
        }
        in.pos = start;
        return in.wrongType(type);
    }

    /** NaN or an infinity; zero for other text. */
    private static double noNumber(JsonText text) {
        if (text.is(NAN)) {
            return Double.NaN;
        }
        return text.is(INFINITY) ? Double.POSITIVE_INFINITY : text.is(MINUS_INFINITY) ? Double.NEGATIVE_INFINITY : 0;
    }

    static boolean startsNumber(int c) {
        return c == '-' || (c >= '0' && c <= '9');
    }
}
