package dev.sluice.mapping.transcode;

import dev.sluice.mapping.json.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The values that a plan wanted from the payload, by their index in {@link FieldPlan#extracts}; read from it when asked.
 *
 * <p>Keeps the payload alive. An object or array has no text and reads as absent, as does null; {@link #has} and {@link
 * #writeJson} tell them apart from nothing.
 */
public final class Extracted {

    static final Extracted NOTHING = new Extracted(new byte[0], new int[0]);

    private final byte[] json;
    private final int[] stretches;

    Extracted(byte[] json, int[] stretches) {
        this.json = json;
        this.stretches = stretches;
    }

    /** A string without its escapes, a number as it was written, {@code true} or {@code false}; null where absent. */
    public String text(int index) {
        byte[] utf8 = utf8(index);
        return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
    }

    /** {@link #text} in UTF-8; null where absent. */
    public byte[] utf8(int index) {
        int kind = kind(index);
        if (kind == JsonKind.TEXT) {
            JsonText text = readText(index);
            return Arrays.copyOfRange(text.bytes, text.from, text.to);
        }
        return kind == JsonKind.NUMBER || kind == JsonKind.BOOLEAN
                ? Arrays.copyOfRange(json, from(index), to(index))
                : null;
    }

    /** A number that is whole and within long's range; otherwise empty, as is a number in quotes. */
    public OptionalLong integer(int index) {
        if (kind(index) == JsonKind.NUMBER) {
            JsonNumber number = readNumber(index);
            if (number.toLong()) {
                return OptionalLong.of(number.longValue);
            }
        }
        return OptionalLong.empty();
    }

    /** The double nearest to a number; empty for anything else and beyond double's range. */
    public OptionalDouble decimal(int index) {
        if (kind(index) == JsonKind.NUMBER) {
            double value = readNumber(index).toDouble();
            if (!Double.isInfinite(value)) {
                return OptionalDouble.of(value);
            }
        }
        return OptionalDouble.empty();
    }

    /** Milliseconds since the epoch: a whole number as it is, or RFC 3339 text with an offset; otherwise empty. */
    public OptionalLong epochMillis(int index) {
        if (kind(index) != JsonKind.TEXT) {
            return integer(index);
        }
        JsonText text = readText(index);
        Rfc3339 time = new Rfc3339();
        return time.instant(text.bytes, text.from, text.to)
                ? OptionalLong.of(time.seconds * 1000 + time.nanos / 1_000_000)
                : OptionalLong.empty();
    }

    /** Whether the payload has a scalar other than null there. */
    public boolean isPresent(int index) {
        int kind = kind(index);
        return kind == JsonKind.TEXT || kind == JsonKind.NUMBER || kind == JsonKind.BOOLEAN;
    }

    /** Whether the payload has anything there: a scalar, null, an object or an array. */
    public boolean has(int index) {
        return from(index) >= 0;
    }

    /**
     * Appends what is there to {@code out} as one JSON value, byte for byte as the payload has it.
     *
     * @return false where there is nothing; nothing is written then
     */
    public boolean writeJson(int index, JsonBuffer out) {
        if (!has(index)) {
            return false;
        }
        out.json(json, from(index), to(index) - from(index));
        return true;
    }

    private int kind(int index) {
        return from(index) < 0 ? JsonKind.NONE : JsonKind.of(json[from(index)]);
    }

    private JsonText readText(int index) {
        JsonText text = new JsonText();
        text.scan(json, from(index), to(index));
        return text;
    }

    private JsonNumber readNumber(int index) {
        JsonNumber number = new JsonNumber();
        number.scan(json, from(index), to(index));
        return number;
    }

    private int from(int index) {
        return stretches[2 * index];
    }

    private int to(int index) {
        return stretches[2 * index + 1];
    }
}
