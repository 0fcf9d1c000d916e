package dev.sluice.mapping.payload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** UTF-8 as The Unicode Standard allows it (table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8Text {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH = 0x8080808080808080L;

    private Utf8Text() {}

    static boolean isValid(byte[] bytes, int from, int to) {
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
    private static int sequenceEnd(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xFF;
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || at + length > to) {
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
}
