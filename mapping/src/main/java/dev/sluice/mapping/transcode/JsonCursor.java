package dev.sluice.mapping.transcode;

import dev.sluice.mapping.message.RejectReason;

/**
 * A place in one JSON payload that only moves forward, and the first thing found wrong there.
 *
 * <p>Every reading method answers false after a fault and leaves reason and message here; the callers add the path of the
 * field on their way out. Nothing is thrown and, without a fault, nothing is allocated.
 */
final class JsonCursor {

    /** How deep objects and arrays may be nested. */
    static final int MAX_DEPTH = 64;

    final JsonText text = new JsonText();
    final JsonNumber number = new JsonNumber();
    final Rfc3339 time = new Rfc3339();
    final IsoDuration duration = new IsoDuration();

    // lives as long as one payload
    byte[] json;
    int pos;
    int end;
    private int start;
    private int depth;
    long longValue;

    // the fault
    private RejectReason reason;
    private String message;
    private int faultAt;
    private final StringBuilder path = new StringBuilder();

    void begin(byte[] json, int offset, int length) {
        this.json = json;
        start = offset;
        pos = offset;
        end = offset + length;
        depth = 0;
        reason = null;
        path.setLength(0);
    }

    void release() {
        json = null;
        text.release();
        number.release();
    }

    // ---- structure

    /** The next byte that is not white space, 0..255, or -1 at the end; the cursor then stands on it. */
    int peek() {
        if (pos < end) {
            int c = json[pos];
            if (c > ' ') {
                return c;
            }
        }
        return peekSlowly();
    }

    private int peekSlowly() {
        while (pos < end) {
            int c = json[pos];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c & 0xFF;
            }
            pos++;
        }
        return -1;
    }

    /** Steps into the object or array that the cursor stands on. */
    boolean open() {
        pos++;
        return ++depth <= MAX_DEPTH
                || fail(RejectReason.NESTING_TOO_DEEP, "nested deeper than " + MAX_DEPTH + " levels");
    }

    /** Steps out of the object or array whose closing bracket the cursor stands on. */
    void close() {
        pos++;
        depth--;
    }

    /** Steps over the colon between a name and its value. */
    boolean colon() {
        if (peek() != ':') {
            return malformed("a colon was expected");
        }
        pos++;
        return true;
    }

    /** Nothing but white space is left. */
    boolean atEnd() {
        return peek() < 0 || malformed("something follows the document");
    }

    // ---- scalars

    /** Reads the string that the cursor stands on into {@link #text}. */
    boolean readText() {
        int after = text.scan(json, pos, end);
        if (after < 0) {
            return malformedAt(text.fault, text.faultAt);
        }
        pos = after;
        return true;
    }

    /** Reads the number that the cursor stands on into {@link #number}. */
    boolean readNumber() {
        int after = number.scan(json, pos, end);
        if (after < 0) {
            return malformedAt(number.fault, number.faultAt);
        }
        pos = after;
        return true;
    }

    /** Reads the number that the cursor stands on into {@link #longValue}, if it is a whole one within the bounds. */
    boolean readLong(long lowest, long highest, String type) {
        int at = pos;
        boolean negative = json[at] == '-';
        if (negative) {
            at++;
        }
        int first = at;
        int stop = Math.min(end, at + 18); // 18 digits always fit
        long value = 0;
        int d = 0;
        while (at < stop && (d = json[at] - '0') >= 0 && d <= 9) {
            value = value * 10 + d;
            at++;
        }
        boolean whole = at > first && at < stop && d != '.' - '0' && d != 'e' - '0' && d != 'E' - '0';
        if (whole && (json[first] != '0' || at - first == 1)) {
            longValue = negative ? -value : value;
            pos = at;
        } else if (!readNumber()) {
            return false;
        } else if (number.toLong()) {
            longValue = number.longValue;
        } else {
            return fail(RejectReason.NUMBER_OUT_OF_RANGE, "not a whole number within the range of " + type);
        }
        return (longValue >= lowest && longValue <= highest)
                || fail(RejectReason.NUMBER_OUT_OF_RANGE, "beyond the range of " + type);
    }

    /** Steps over the word {@code true}, {@code false} or {@code null} that should stand here. */
    boolean readWord(String word) {
        int length = word.length();
        for (int i = 0; i < length; i++) {
            if (pos + i >= end || json[pos + i] != word.charAt(i)) {
                return malformed("not a JSON value");
            }
        }
        pos += length;
        return true;
    }

    // ---- anything

    /** Steps over one value, checking that it is well formed. */
    boolean skip() {
        int c = peek();
        return switch (JsonKind.of(c)) {
            case JsonKind.TEXT -> readText();
            case JsonKind.NUMBER -> readNumber();
            case JsonKind.OBJECT -> skipObject();
            case JsonKind.ARRAY -> skipArray();
            case JsonKind.NULL -> readWord("null");
            case JsonKind.BOOLEAN -> readWord(c == 't' ? "true" : "false");
            default -> notAValue();
        };
    }

    private boolean skipObject() {
        if (!open()) {
            return false;
        }
        int c = peek();
        if (c == '}') {
            close();
            return true;
        }
        while (true) {
            if (c != '"') {
                return nameExpected();
            }
            if (!readText() || !colon() || !skip()) {
                return false;
            }
            c = peek();
            if (c == '}') {
                close();
                return true;
            }
            if (c != ',') {
                return malformed("a comma or a closing brace was expected");
            }
            pos++;
            c = peek();
        }
    }

    private boolean skipArray() {
        if (!open()) {
            return false;
        }
        if (peek() == ']') {
            close();
            return true;
        }
        while (true) {
            if (!skip()) {
                return false;
            }
            int c = peek();
            if (c == ']') {
                close();
                return true;
            }
            if (c != ',') {
                return malformed("a comma or a closing bracket was expected");
            }
            pos++;
        }
    }

    // ---- faults

    boolean fail(RejectReason reason, String message) {
        return failAt(reason, message, pos);
    }

    /** What is wrong is no byte of this payload; the message says where it comes from. */
    boolean failBeside(RejectReason reason, String message) {
        failAt(reason, message, start);
        faultAt = -1;
        return false;
    }

    private boolean failAt(RejectReason reason, String message, int at) {
        this.reason = reason;
        this.message = message;
        faultAt = at - start;
        path.setLength(0);
        return false;
    }

    boolean malformed(String what) {
        return malformedAt(what, pos);
    }

    private boolean malformedAt(String what, int at) {
        String where = at >= end ? "the payload ends too early: " : "";
        return failAt(RejectReason.PAYLOAD_NOT_DECODABLE, where + what, Math.min(at, end));
    }

    boolean nameExpected() {
        return malformed("a field name in quotes was expected");
    }

    boolean notAValue() {
        return malformed("a JSON value was expected");
    }

    /** The value that the cursor stands on is not of the kind that is wanted. */
    boolean wrongType(String wanted) {
        int kind = JsonKind.of(peek());
        return kind == JsonKind.NONE
                ? notAValue()
                : fail(RejectReason.FIELD_TYPE, wanted + " was expected, found " + JsonKind.name(kind));
    }

    /** Puts a key in front of the path of the fault. */
    void within(String key) {
        withinSteps(PayloadPath.step(key));
    }

    /** Puts several keys, written by {@link PayloadPath#steps}, in front of the path of the fault. */
    void withinSteps(String steps) {
        path.insert(0, steps);
    }

    /** Puts an array index in front of the path of the fault. */
    void within(int index) {
        path.insert(0, "[" + index + "]");
    }

    RejectReason reason() {
        return reason;
    }

    String message() {
        return message;
    }

    /** Where in the document, as it goes on behind a name for it; and what. */
    String placedMessage() {
        return path + ": " + message;
    }

    /** What is wrong, where; never a piece of the payload. */
    String detail() {
        return faultAt < 0 ? message : "payload" + path + ": " + message + " (at byte " + faultAt + ")";
    }
}
