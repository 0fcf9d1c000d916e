package dev.sluice.mapping.transcode;

import dev.sluice.mapping.json.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The string that was read last: a stretch of UTF-8, checked, in the payload itself where it has no escapes.
 *
 * <p>{@code bytes}, {@code from} and {@code to} are valid until the next {@link #scan}.
 */
final class JsonText {

    /** What one string with escapes may leave behind, in bytes. */
    private static final int KEPT = 16 * 1024;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;

    byte[] bytes;
    int from;
    int to;

    /** Why {@link #scan} answered -1, and where. */
    String fault;

    int faultAt;

    private byte[] unescaped = new byte[0];

    /** Reads the string whose opening quote is at {@code quote}; answers the index behind its closing quote, or -1. */
    int scan(byte[] json, int quote, int end) {
        int at = plain(json, quote + 1, end);
        while (at < end) {
            int c = json[at];
            if (c == '"') {
                bytes = json;
                from = quote + 1;
                to = at;
                return at + 1;
            }
            if (c == '\\') {
                return unescape(json, quote + 1, at, end);
            }
            if (c >= 0) {
                return fail("a control character in a string must be escaped", at);
            }
            int next = Utf8.sequenceEnd(json, at, end);
            if (next < 0) {
                return fail("invalid UTF-8", at);
            }
            at = plain(json, next, end);
        }
        return fail("the string does not end", end);
    }

    boolean is(byte[] utf8) {
        return Arrays.equals(bytes, from, to, utf8, 0, utf8.length);
    }

    /** Forgets the payload, and what a long string with escapes made grow. */
    void release() {
        bytes = null;
        if (unescaped.length > KEPT) {
            unescaped = new byte[0];
        }
    }

    /** How many bytes are held for strings with escapes. */
    int capacity() {
        return unescaped.length;
    }

    /** The first byte from {@code at} on that is not printable ASCII, a quote or a backslash; eight bytes at a time. */
    private static int plain(byte[] json, int at, int end) {
        while (at <= end - 8) {
            long eight = (long) LONGS.get(json, at);
            long quotes = eight ^ (ONES * '"');
            long slashes = eight ^ (ONES * '\\');
            // The lowest flagged byte is exact (a borrow only travels upwards), and the lowest is all that is used.
            long special = (((quotes - ONES) & ~quotes)
                            | ((slashes - ONES) & ~slashes)
                            | ((eight - ONES * ' ') & ~eight)
                            | eight)
                    & HIGH;
            if (special != 0) {
                return at + (Long.numberOfTrailingZeros(special) >>> 3);
            }
            at += 8;
        }
        while (at < end) {
            int c = json[at];
            if (c < ' ' || c == '"' || c == '\\') {
                return at;
            }
            at++;
        }
        return at;
    }

    private int unescape(byte[] json, int start, int firstSlash, int end) {
        int size = 0;
        int copied = start;
        int at = firstSlash;
        while (at < end) {
            int c = json[at];
            if (c == '"' || c == '\\') {
                ensure(size + (at - copied) + 4);
                System.arraycopy(json, copied, unescaped, size, at - copied);
                size += at - copied;
                if (c == '"') {
                    bytes = unescaped;
                    from = 0;
                    to = size;
                    return at + 1;
                }
                if (at + 1 >= end) {
                    break;
                }
                int plain = single(json[at + 1]);
                if (plain >= 0) {
                    unescaped[size++] = (byte) plain;
                    at += 2;
                } else {
                    int point = json[at + 1] == 'u' ? hex(json, at + 2, end) : -1;
                    if (point < 0) {
                        return fail("not an escape that JSON knows", at);
                    }
                    at += 6;
                    if (Character.isSurrogate((char) point)) {
                        boolean pair = Character.isHighSurrogate((char) point)
                                && at + 1 < end
                                && json[at] == '\\'
                                && json[at + 1] == 'u';
                        int low = pair ? hex(json, at + 2, end) : -1;
                        if (low < 0 || !Character.isLowSurrogate((char) low)) {
                            return fail("a surrogate without its partner", at - 6);
                        }
                        point = Character.toCodePoint((char) point, (char) low);
                        at += 6;
                    }
                    size = Utf8.put(point, unescaped, size);
                }
                copied = at;
            } else if (c < 0) {
                int next = Utf8.sequenceEnd(json, at, end);
                if (next < 0) {
                    return fail("invalid UTF-8", at);
                }
                at = next;
            } else {
                return fail("a control character in a string must be escaped", at);
            }
            at = plain(json, at, end);
        }
        return fail("the string does not end", end);
    }

    private static int single(byte escape) {
        return switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> -1;
        };
    }

    private static int hex(byte[] json, int at, int end) {
        if (at + 4 > end) {
            return -1;
        }
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(json[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private void ensure(int needed) {
        if (unescaped.length < needed) {
            unescaped = Arrays.copyOf(unescaped, Math.max(needed, unescaped.length * 2));
        }
    }

    private int fail(String why, int where) {
        fault = why;
        faultAt = where;
        return -1;
    }
}
