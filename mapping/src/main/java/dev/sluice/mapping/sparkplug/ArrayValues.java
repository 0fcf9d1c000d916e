package dev.sluice.mapping.sparkplug;

import dev.sluice.mapping.json.JsonBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes the packed arrays (Sparkplug 3.0.0 §6.4.16, "Array Types"): little endian, back to back. */
final class ArrayValues {

    private ArrayValues() {}

    static void write(JsonBuffer out, Datatype type, Span packed) throws Unreadable {
        out.beginArray();
        switch (type) {
            case BOOLEAN_ARRAY -> booleans(out, packed);
            case STRING_ARRAY -> texts(out, packed);
            default -> numbers(out, type, packed);
        }
        out.endArray();
    }

    private static void numbers(JsonBuffer out, Datatype type, Span packed) throws Unreadable {
        int size = size(type);
        if (packed.length() % size != 0) {
            throw new Unreadable("an array ends within one of its elements");
        }
        var bytes = little(packed);
        while (bytes.hasRemaining() && !out.overflowed()) {
            switch (type) {
                case INT8_ARRAY -> out.number((long) bytes.get());
                case INT16_ARRAY -> out.number((long) bytes.getShort());
                case INT32_ARRAY -> out.number((long) bytes.getInt());
                case UINT8_ARRAY -> out.number((long) Byte.toUnsignedInt(bytes.get()));
                case UINT16_ARRAY -> out.number((long) Short.toUnsignedInt(bytes.getShort()));
                case UINT32_ARRAY -> out.number(Integer.toUnsignedLong(bytes.getInt()));
                case UINT64_ARRAY -> out.number(Long.toUnsignedString(bytes.getLong()));
                case FLOAT_ARRAY -> out.number(bytes.getFloat());
                case DOUBLE_ARRAY -> out.number(bytes.getDouble());
                default -> out.number(bytes.getLong()); // Int64Array, DateTimeArray
            }
        }
    }

    private static int size(Datatype type) {
        return switch (type) {
            case INT8_ARRAY, UINT8_ARRAY -> 1;
            case INT16_ARRAY, UINT16_ARRAY -> 2;
            case INT32_ARRAY, UINT32_ARRAY, FLOAT_ARRAY -> 4;
            default -> 8;
        };
    }

    /** A count of 32 bits, then one bit for each, the highest of a byte first. */
    private static void booleans(JsonBuffer out, Span packed) throws Unreadable {
        long count =
                packed.length() < 4 ? -1 : Integer.toUnsignedLong(little(packed).getInt());
        if (count < 0 || (count + 7) / 8 != packed.length() - 4) {
            throw new Unreadable("an array of booleans is not as long as its count says");
        }
        for (int i = 0; i < count && !out.overflowed(); i++) {
            out.bool((packed.bytes()[packed.offset() + 4 + i / 8] & 0x80 >> i % 8) != 0);
        }
    }

    /** Each with a NUL behind it. */
    private static void texts(JsonBuffer out, Span packed) throws Unreadable {
        int end = packed.offset() + packed.length();
        int from = packed.offset();
        for (int i = from; i < end; i++) {
            if (packed.bytes()[i] == 0) {
                out.string(packed.text(from, i - from));
                from = i + 1;
            }
        }
        if (from != end) {
            throw new Unreadable("an array of texts has no NUL at its end");
        }
    }

    private static ByteBuffer little(Span packed) {
        return ByteBuffer.wrap(packed.bytes(), packed.offset(), packed.length()).order(ByteOrder.LITTLE_ENDIAN);
    }
}
