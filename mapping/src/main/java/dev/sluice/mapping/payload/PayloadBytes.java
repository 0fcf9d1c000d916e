package dev.sluice.mapping.payload;

import dev.sluice.mapping.json.Utf8;

/** The bytes of one payload, read from front to back; nothing is believed about a length before the bytes are seen to be there. */
class PayloadBytes extends Nesting {

    final byte[] bytes;
    int pos;
    final int end;

    PayloadBytes(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        pos = offset;
        end = offset + length;
    }

    int remaining() {
        return end - pos;
    }

    /** 0 to 255. */
    int next() throws Undecodable {
        if (pos == end) {
            throw cutOff();
        }
        return bytes[pos++] & 0xFF;
    }

    /** Steps over so many bytes; answers where they begin. The length may be anything. */
    int take(long length) throws Undecodable {
        if (length < 0 || length > remaining()) {
            throw cutOff();
        }
        int start = pos;
        pos += (int) length;
        return start;
    }

    /** Steps over text of so many bytes; answers where it begins. */
    int takeText(long length) throws Undecodable {
        int start = take(length);
        if (!Utf8.isValid(bytes, start, pos)) {
            throw new Undecodable("a text is not valid UTF-8");
        }
        return start;
    }

    /** 1 to 8 bytes in network order; eight of them may come out negative. */
    long bigEndian(int width) throws Undecodable {
        int at = take(width);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        return value;
    }

    /** 1 to 8 bytes, the lowest first; eight of them may come out negative. */
    long littleEndian(int width) throws Undecodable {
        int at = take(width);
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        return value;
    }

    private Undecodable cutOff() {
        return new Undecodable("the payload ends in the middle of a value, " + (end - pos)
                + " bytes are left, or a length in it is wrong");
    }
}
