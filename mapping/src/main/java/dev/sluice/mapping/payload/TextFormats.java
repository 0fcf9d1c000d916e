package dev.sluice.mapping.payload;

import dev.sluice.mapping.json.JsonBuffer;
import java.nio.charset.StandardCharsets;

/** Payloads that are one value: the document is an object with the member {@code value}. */
final class TextFormats {

    private static final byte[] VALUE = "value".getBytes(StandardCharsets.US_ASCII);
    /** No longer word stands for a number. */
    private static final int LONGEST_WORD = "-Infinity".length();

    private TextFormats() {}

    static void text(PayloadBytes in, JsonBuffer out) throws Undecodable {
        int length = in.remaining();
        int start = in.takeText(length);
        out.beginObject()
                .name(VALUE, 0, VALUE.length)
                .string(in.bytes, start, length)
                .endObject();
    }

    static void number(PayloadBytes in, JsonBuffer out) throws Undecodable {
        int from = in.take(in.remaining());
        int to = in.end;
        while (from < to && isSpace(in.bytes[from])) {
            from++;
        }
        while (from < to && isSpace(in.bytes[to - 1])) {
            to--;
        }
        out.beginObject().name(VALUE, 0, VALUE.length);
        String word = to - from <= LONGEST_WORD ? word(in.bytes, from, to) : null;
        if (word != null) {
            out.string(word);
        } else {
            decimal(in.bytes, from, to, out);
        }
        out.endObject();
    }

    /** JSON's grammar, but a plus sign and leading zeros are dropped: sensors print with a fixed width. */
    private static void decimal(byte[] bytes, int from, int to, JsonBuffer out) throws Undecodable {
        int at = from;
        boolean negative = at < to && bytes[at] == '-';
        if (at < to && (negative || bytes[at] == '+')) {
            at++;
        }
        int integer = at;
        at = digits(bytes, at, to);
        while (integer < at - 1 && bytes[integer] == '0') {
            integer++;
        }
        if (at < to && bytes[at] == '.') {
            at = digits(bytes, at + 1, to);
        }
        if (at < to && (bytes[at] | 0x20) == 'e') {
            boolean signed = at + 1 < to && (bytes[at + 1] == '-' || bytes[at + 1] == '+');
            at = digits(bytes, at + (signed ? 2 : 1), to);
        }
        if (at < to) {
            throw new Undecodable("something follows the number");
        }
        if (negative && bytes[integer - 1] != '-') {
            out.number("-" + new String(bytes, integer, to - integer, StandardCharsets.US_ASCII));
        } else {
            int start = negative ? integer - 1 : integer;
            out.json(bytes, start, to - start);
        }
    }

    /** The index behind at least one digit. */
    private static int digits(byte[] bytes, int from, int to) throws Undecodable {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw new Undecodable("not a number: a digit was expected");
        }
        return at;
    }

    /** The text of a float that is no number, as JSON documents and as C write it; null for anything else. */
    private static String word(byte[] bytes, int from, int to) {
        return switch (new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)) {
            case "NaN", "nan", "-nan" -> "NaN";
            case "Infinity", "inf" -> "Infinity";
            case "-Infinity", "-inf" -> "-Infinity";
            default -> null;
        };
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
