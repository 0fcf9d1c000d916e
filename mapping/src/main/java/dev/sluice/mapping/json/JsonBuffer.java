package dev.sluice.mapping.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * One JSON document that is written from its beginning to its end, in UTF-8 (RFC 8259), into a buffer that is used again and again.
 *
 * <p>Commas are put by the buffer, brackets must be closed by the caller. It never grows beyond its limit: what is written after that is lost, and
 * {@link #overflowed} says so; the document is of no use then. {@link #clear} gives back what one huge document made it grow.
 *
 * <p>What JSON has no word for: bytes are text in base64 (RFC 4648 §4), and a float that is no number is the text {@code NaN}, {@code
 * Infinity} or {@code -Infinity}, as in Protobuf's JSON mapping; the transcoder reads both back.
 */
public final class JsonBuffer {

    /** What a cleared buffer may keep, in bytes. */
    static final int KEPT = 64 * 1024;

    private static final int INITIAL = 512;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final int limit;
    private byte[] bytes = new byte[INITIAL];
    private int size;
    private boolean overflowed;
    /** Whether the next value is the second or a later one of its array or object. */
    private boolean comma;

    /** @param limit bytes of the longest document */
    public JsonBuffer(int limit) {
        this.limit = limit;
    }

    public JsonBuffer clear() {
        size = 0;
        overflowed = false;
        comma = false;
        if (bytes.length > KEPT) {
            bytes = new byte[INITIAL];
        }
        return this;
    }

    public int size() {
        return size;
    }

    /** The array that is written to; the document is its first {@link #size} bytes until the next write. */
    public byte[] array() {
        return bytes;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Whether more was written than the limit allows. */
    public boolean overflowed() {
        return overflowed;
    }

    public JsonBuffer beginObject() {
        return open('{');
    }

    public JsonBuffer endObject() {
        return close('}');
    }

    public JsonBuffer beginArray() {
        return open('[');
    }

    public JsonBuffer endArray() {
        return close(']');
    }

    /** The name of the member whose value comes next. A surrogate without its partner becomes a question mark. */
    public JsonBuffer name(String name) {
        string(name);
        put(':');
        comma = false;
        return this;
    }

    /** The name of the member whose value comes next, in UTF-8 that the caller has checked. */
    public JsonBuffer name(byte[] utf8, int offset, int length) {
        string(utf8, offset, length);
        put(':');
        comma = false;
        return this;
    }

    /** A surrogate without its partner becomes a question mark. */
    public JsonBuffer string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return string(utf8, 0, utf8.length);
    }

    /** Text in UTF-8 that the caller has checked. */
    public JsonBuffer string(byte[] utf8, int offset, int length) {
        value();
        if (!ensure(length + 2L)) {
            return this;
        }
        bytes[size++] = '"';
        int copied = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            int c = utf8[i];
            if (c >= 0 && c < ' ' || c == '"' || c == '\\') {
                raw(utf8, copied, i - copied);
                escape(c);
                copied = i + 1;
            }
        }
        raw(utf8, copied, end - copied);
        return put('"');
    }

    public JsonBuffer number(long value) {
        return literal(Long.toString(value));
    }

    /** The shortest text that reads back as this double. */
    public JsonBuffer number(double value) {
        return Double.isFinite(value) ? literal(Double.toString(value)) : string(Double.toString(value));
    }

    /** The shortest text that reads back as this float. */
    public JsonBuffer number(float value) {
        return Float.isFinite(value) ? literal(Float.toString(value)) : string(Float.toString(value));
    }

    /** A number as JSON writes it, of any length. */
    public JsonBuffer number(String written) {
        return literal(written);
    }

    public JsonBuffer bool(boolean value) {
        return literal(value ? "true" : "false");
    }

    public JsonBuffer nullValue() {
        return literal("null");
    }

    /** Bytes as text in base64, with padding. */
    public JsonBuffer base64(byte[] source, int offset, int length) {
        value();
        if (!ensure(length / 3 * 4L + 6)) {
            return this;
        }
        var exact =
                offset == 0 && length == source.length ? source : Arrays.copyOfRange(source, offset, offset + length);
        bytes[size++] = '"';
        var text = Base64.getEncoder().encode(exact);
        raw(text, 0, text.length);
        return put('"');
    }

    /** A whole value that is JSON already. */
    public JsonBuffer json(byte[] source, int offset, int length) {
        value();
        raw(source, offset, length);
        return this;
    }

    private JsonBuffer literal(String ascii) {
        value();
        int length = ascii.length();
        if (ensure(length)) {
            for (int i = 0; i < length; i++) {
                bytes[size++] = (byte) ascii.charAt(i);
            }
        }
        return this;
    }

    private JsonBuffer open(char bracket) {
        value();
        put(bracket);
        comma = false;
        return this;
    }

    private JsonBuffer close(char bracket) {
        put(bracket);
        comma = true;
        return this;
    }

    /** A value begins here. */
    private void value() {
        if (comma) {
            put(',');
        }
        comma = true;
    }

    private void escape(int c) {
        if (c == '"' || c == '\\') {
            put('\\');
            put((char) c);
        } else if (ensure(6)) {
            bytes[size++] = '\\';
            bytes[size++] = 'u';
            bytes[size++] = '0';
            bytes[size++] = '0';
            bytes[size++] = HEX[c >> 4];
            bytes[size++] = HEX[c & 15];
        }
    }

    private JsonBuffer put(char c) {
        if (ensure(1)) {
            bytes[size++] = (byte) c;
        }
        return this;
    }

    private void raw(byte[] source, int offset, int length) {
        if (ensure(length)) {
            System.arraycopy(source, offset, bytes, size, length);
            size += length;
        }
    }

    private boolean ensure(long more) {
        if (overflowed || size + more > limit) {
            overflowed = true;
            return false;
        }
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(size + more, bytes.length * 2L)));
        }
        return true;
    }
}
