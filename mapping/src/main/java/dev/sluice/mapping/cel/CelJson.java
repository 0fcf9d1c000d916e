package dev.sluice.mapping.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.sluice.mapping.json.JsonBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes results as JSON. Times are RFC 3339 text with {@code Z}, durations ISO 8601 text ({@code PT1M30S}), bytes base64 text. */
public final class CelJson {

    private CelJson() {}

    /**
     * Appends one value.
     *
     * @return false where JSON has no form for it, such as a CEL type; {@code out} is of no use then
     */
    public static boolean write(Object value, JsonBuffer out) {
        if (value instanceof String text) {
            out.string(text);
        } else if (value instanceof Long whole) {
            out.number(whole);
        } else if (value instanceof Double number) {
            out.number(number.doubleValue());
        } else if (value instanceof Boolean bool) {
            out.bool(bool);
        } else if (value instanceof NullValue) {
            out.nullValue();
        } else if (value instanceof List<?> list) {
            return writeList(list, out);
        } else if (value instanceof Map<?, ?> map) {
            return writeMap(map, out);
        } else if (value instanceof UnsignedLong unsigned) {
            out.number(unsigned.toString());
        } else if (value instanceof CelByteString bytes) {
            out.base64(bytes.toByteArray(), 0, bytes.size());
        } else if (value instanceof Instant || value instanceof Duration) {
            out.string(value.toString());
        } else {
            return false;
        }
        return true;
    }

    private static boolean writeList(List<?> list, JsonBuffer out) {
        out.beginArray();
        for (var element : list) {
            if (!write(element, out)) {
                return false;
            }
        }
        out.endArray();
        return true;
    }

    private static boolean writeMap(Map<?, ?> map, JsonBuffer out) {
        out.beginObject();
        for (var entry : map.entrySet()) {
            out.name(entry.getKey().toString());
            if (!write(entry.getValue(), out)) {
                return false;
            }
        }
        out.endObject();
        return true;
    }
}
