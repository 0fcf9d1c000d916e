package dev.sluice.mapping.payload;

/** The bytes of one payload in Avro's binary encoding (Avro 1.12 "Binary Encoding"). */
final class AvroBytes extends PayloadBytes {

    /** How many items of arrays may take no byte at all, as nulls do: without a bound eight bytes would ask for billions of them. */
    static final int MAX_EMPTY_ITEMS = 10_000;

    private int emptyItems;

    AvroBytes(byte[] bytes, int offset, int length) {
        super(bytes, offset, length);
    }

    long readLong() throws Undecodable {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = next();
            if (shift == 63 && b > 1) {
                break;
            }
            value |= (b & 0x7FL) << shift;
            if (b < 0x80) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new Undecodable("a number is longer than 64 bits");
    }

    int readInt() throws Undecodable {
        long value = readLong();
        if (value != (int) value) {
            throw new Undecodable("an int is longer than 32 bits");
        }
        return (int) value;
    }

    /** An index below {@code count}. */
    int readIndex(int count) throws Undecodable {
        long index = readLong();
        if (index < 0 || index >= count) {
            throw new Undecodable("a union's branch or an enum's symbol that the schema does not have");
        }
        return (int) index;
    }

    boolean readBoolean() throws Undecodable {
        int b = next();
        if (b > 1) {
            throw new Undecodable("a boolean is neither 0 nor 1");
        }
        return b == 1;
    }

    /** Steps over an array or a map, item by item. */
    void blocks(Item item) throws Undecodable {
        open();
        for (long count = readLong(); count != 0; count = readLong()) {
            int sized = -1;
            if (count < 0) {
                sized = end(readLong());
            }
            for (long left = count; left != 0; left -= Long.signum(count)) {
                int before = pos;
                item.read();
                if (pos == before && ++emptyItems > MAX_EMPTY_ITEMS) {
                    throw new Undecodable("more than " + MAX_EMPTY_ITEMS + " items that take no bytes");
                }
            }
            if (sized >= 0 && sized != pos) {
                throw new Undecodable("a block of an array or a map is not as long as it says");
            }
        }
        close();
    }

    /** Where so many bytes from here end. */
    private int end(long length) throws Undecodable {
        int start = take(length);
        int end = pos;
        pos = start;
        return end;
    }

    interface Item {
        void read() throws Undecodable;
    }
}
