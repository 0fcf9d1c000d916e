package dev.sluice.sandbox.fault;

import java.util.Arrays;

/**
 * Whole MQTT packets out of a stream of bytes (MQTT 5.0 §2.1): bytes are added as they come, packets are taken as they become whole.
 */
final class Packets {

    private static final int MOST_LENGTH_BYTES = 4;

    private byte[] bytes = new byte[8 * 1024];
    private int from;
    private int to;

    void add(byte[] more, int length) {
        if (to + length > bytes.length) {
            int kept = to - from;
            byte[] target = kept + length > bytes.length ? new byte[2 * (kept + length)] : bytes;
            System.arraycopy(bytes, from, target, 0, kept);
            bytes = target;
            from = 0;
            to = kept;
        }
        System.arraycopy(more, 0, bytes, to, length);
        to += length;
    }

    /** The next whole packet, header and all; null while it is not complete. */
    byte[] next() {
        int length = length();
        if (length < 0 || length > to - from) {
            return null;
        }
        from += length;
        return Arrays.copyOfRange(bytes, from - length, from);
    }

    /** What came after the last whole packet, taken away: for a stream that turns out not to end with a packet. */
    byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, from, to);
        from = to;
        return rest;
    }

    private int length() {
        int remaining = 0;
        for (int i = 0; i < MOST_LENGTH_BYTES && from + 1 + i < to; i++) {
            int b = bytes[from + 1 + i];
            remaining |= (b & 0x7f) << (7 * i);
            if ((b & 0x80) == 0) {
                return 2 + i + remaining;
            }
        }
        return -1;
    }
}
