package dev.sluice.broker.decode;

import io.netty.buffer.ByteBuf;

/** A place within one packet; never leads beyond the packet's end. */
final class PacketCursor {

    private static final int LONGEST_INTEGER = 4;

    private final ByteBuf bytes;
    private final int end;
    private int at;

    /** @param length bytes from {@code start} on */
    PacketCursor(ByteBuf bytes, int start, int length) {
        this.bytes = bytes;
        this.at = start;
        this.end = start + length;
    }

    /** Index of the next byte in the buffer. */
    int at() {
        return at;
    }

    boolean isAtEnd() {
        return at == end;
    }

    int left() {
        return end - at;
    }

    void skip(int length) {
        if (length > end - at) {
            throw ForbiddenPacketException.malformed("a packet ends before what its lengths promise");
        }
        at += length;
    }

    int one() {
        skip(1);
        return bytes.getUnsignedByte(at - 1);
    }

    int two() {
        skip(2);
        return bytes.getUnsignedShort(at - 2);
    }

    long four() {
        skip(4);
        return bytes.getUnsignedInt(at - 4);
    }

    /** Skips text or binary data with its length in front; returns how long it is. */
    int sized() {
        int length = two();
        skip(length);
        return length;
    }

    /** A variable byte integer in as few bytes as it needs (MQTT 5.0 §1.5.5). */
    int variable() {
        int value = 0;
        for (int i = 0; i < LONGEST_INTEGER; i++) {
            int digit = one();
            value |= (digit & 0x7F) << 7 * i;
            if (digit < 0x80) {
                if (digit == 0 && i > 0) {
                    throw ForbiddenPacketException.malformed("a variable byte integer is longer than it must be");
                }
                return value;
            }
        }
        throw ForbiddenPacketException.malformed("a variable byte integer has more than four bytes");
    }
}
