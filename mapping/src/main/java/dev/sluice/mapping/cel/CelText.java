package dev.sluice.mapping.cel;

import com.google.common.primitives.UnsignedLong;
import java.time.Duration;
import java.time.Instant;

/** Results as text: for keys, headers and event ids. */
public final class CelText {

    private CelText() {}

    /** Text as it is; numbers, booleans, times and durations as {@link CelJson} writes them; null for anything else, CEL's null too. */
    public static String of(Object value) {
        if (value instanceof String text) {
            return text;
        }
        boolean plain = value instanceof Long
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof UnsignedLong
                || value instanceof Instant
                || value instanceof Duration;
        return plain ? value.toString() : null;
    }
}
