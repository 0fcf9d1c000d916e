package dev.sluice.mapping.sparkplug;

import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.sparkplug.WireValue.Field;

/**
 * Writes one value of a basic datatype (Sparkplug 3.0.0 §6.4.16).
 *
 * <p>Signed integers are two's complement in unsigned fields. Writers disagree in two ways, and both are read: a negative Int8 may
 * fill 8 or 32 bits, and a UInt32 may stand in the field for longs. What is still not of its datatype is an error, never bent.
 */
final class ScalarValues {

    private ScalarValues() {}

    /** @return false when the datatype is not a basic one */
    static boolean write(JsonBuffer out, Datatype type, WireValue value) throws Unreadable {
        switch (type) {
            case INT8 -> out.number(signed(value, 8));
            case INT16 -> out.number(signed(value, 16));
            case INT32 -> out.number(signed(value, 32));
            case UINT8 -> out.number(unsigned(value, 8));
            case UINT16 -> out.number(unsigned(value, 16));
            case UINT32 -> out.number(unsigned(value, 32));
            case INT64 -> out.number(int64(value));
            case DATE_TIME -> out.number(integer(value));
            case UINT64 -> out.number(Long.toUnsignedString(integer(value)));
            case FLOAT, DOUBLE -> floating(out, value);
            case BOOLEAN -> out.bool(field(value, Field.BOOLEAN).bits() != 0);
            case STRING, TEXT, UUID ->
                out.string(field(value, Field.STRING).span().text());
            case BYTES, FILE -> {
                var bytes = field(value, Field.BYTES).span();
                out.base64(bytes.bytes(), bytes.offset(), bytes.length());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Any integer, unsigned if it came in the field for longs. */
    static long integer(WireValue value) throws Unreadable {
        if (value.isInteger()) {
            return value.bits();
        }
        throw mismatch();
    }

    /** In the field for ints it is not said whether the upper half stands for negative numbers. */
    static long int64(WireValue value) throws Unreadable {
        long bits = integer(value);
        if (value.field() == Field.INT && bits > Integer.MAX_VALUE) {
            throw mismatch();
        }
        return bits;
    }

    private static long signed(WireValue value, int size) throws Unreadable {
        long bits = value.field() == Field.INT ? (int) value.bits() : integer(value);
        int unused = Long.SIZE - size;
        long extended = bits << unused >> unused;
        if (bits == extended || bits == (extended & -1L >>> unused)) {
            return extended;
        }
        throw mismatch();
    }

    private static long unsigned(WireValue value, int size) throws Unreadable {
        long bits = integer(value);
        if (bits >>> size != 0) {
            throw mismatch();
        }
        return bits;
    }

    private static void floating(JsonBuffer out, WireValue value) throws Unreadable {
        if (value.field() == Field.FLOAT) {
            out.number(Float.intBitsToFloat((int) value.bits()));
        } else {
            out.number(Double.longBitsToDouble(field(value, Field.DOUBLE).bits()));
        }
    }

    private static WireValue field(WireValue value, Field wanted) throws Unreadable {
        if (value.field() != wanted) {
            throw mismatch();
        }
        return value;
    }

    static Unreadable mismatch() {
        return new Unreadable("the value is not of its datatype");
    }
}
