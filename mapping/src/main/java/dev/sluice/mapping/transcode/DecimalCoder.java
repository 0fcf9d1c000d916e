package dev.sluice.mapping.transcode;

import dev.sluice.mapping.message.RejectReason;
import java.math.BigInteger;
import java.util.Arrays;

/** Writes a number, or text that is one, as Avro's decimal: exactly, or not at all. */
final class DecimalCoder extends Coder {

    /** The most digits a schema may ask for: turning digits into bits costs the square of their number. */
    static final int MOST_DIGITS = 1000;

    private final int precision;
    private final int scale;
    /** Bytes of a fixed; -1 for bytes. */
    private final int size;

    DecimalCoder(int precision, int scale, int size) {
        this.precision = precision;
        this.scale = scale;
        this.size = size;
    }

    @Override
    boolean encode(Pass pass) {
        JsonCursor in = pass.in;
        int c = in.peek();
        if (c == '"') {
            if (!in.readText()) {
                return false;
            }
            if (!in.number.isWhole(in.text)) {
                return in.fail(RejectReason.FIELD_TYPE, "a decimal was expected, as a number or text such as 21.50");
            }
        } else if (!ScalarCoders.startsNumber(c)) {
            return in.wrongType("a decimal");
        } else if (!in.readNumber()) {
            return false;
        }
        JsonNumber number = in.number;
        if (!number.toUnscaled(scale, precision)) {
            return in.fail(
                    RejectReason.NUMBER_OUT_OF_RANGE,
                    "more digits than a decimal of precision " + precision + " and scale " + scale + " has");
        }
        if (number.bigValue == null) {
            write(number.longValue, pass.body);
        } else {
            write(number.bigValue, pass.body);
        }
        return true;
    }

    /** Big-endian two's complement: as few bytes as hold it, or all that the fixed has. */
    private void write(long value, AvroBuffer out) {
        int width = size;
        if (size < 0) {
            width = 64 - Long.numberOfLeadingZeros(value ^ (value >> 63)); // bits without the sign
            width = width / 8 + 1;
            out.writeLong(width);
        }
        for (int i = width - 1; i >= 0; i--) {
            out.writeByte((int) (value >> Math.min(63, 8 * i)));
        }
    }

    private void write(BigInteger value, AvroBuffer out) {
        byte[] bytes = value.toByteArray();
        if (size < 0) {
            out.writeBytes(bytes);
        } else {
            byte[] sign = new byte[size - bytes.length];
            Arrays.fill(sign, value.signum() < 0 ? (byte) -1 : 0);
            out.writeFixed(sign);
            out.writeFixed(bytes);
        }
    }

    @Override
    boolean takes(int kind) {
        return kind == JsonKind.NUMBER || kind == JsonKind.TEXT;
    }
}
