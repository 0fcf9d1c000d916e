package dev.sluice.mapping.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** UTF-8 as The Unicode Standard allows it (table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH = 0x8080808080808080L;

    private Utf8() {}

    /** Whether a stretch is nothing but such text. */
    public static boolean isValid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (bytes[at] < 0) {
                at = sequenceEnd(bytes, at, to);
                if (at < 0) {
                    return false;
                }
            } else if (at <= to - 8 && ((long) LONGS.get(bytes, at) & HIGH) == 0) {
                at += 8;
            } else {
                at++;
            }
        }
        return true;
    }

    /** The index behind the multi-byte sequence that begins at {@code at}, or -1 where there is none. */
    public static int sequenceEnd(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || at + length > end) {
            return -1;
        }
        int second = bytes[at + 1] & 0xFF;
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return -1;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return -1;
            }
        }
        return at + length;
    }

    /** Writes one code point, at most four bytes; answers the index behind it. */
    public static int put(int point, byte[] target, int at) {
        if (point < 0x80) {
            target[at] = (byte) point;
            return at + 1;
        }
        if (point < 0x800) {
            target[at] = (byte) (0xC0 | point >> 6);
            target[at + 1] = (byte) (0x80 | point & 0x3F);
            return at + 2;
        }
        if (point < 0x10000) {
            target[at] = (byte) (0xE0 | point >> 12);
            target[at + 1] = (byte) (0x80 | point >> 6 & 0x3F);
            target[at + 2] = (byte) (0x80 | point & 0x3F);
            return at + 3;
        }
        target[at] = (byte) (0xF0 | point >> 18);
        target[at + 1] = (byte) (0x80 | point >> 12 & 0x3F);
        target[at + 2] = (byte) (0x80 | point >> 6 & 0x3F);
        target[at + 3] = (byte) (0x80 | point & 0x3F);
        return at + 4;
    }
}
