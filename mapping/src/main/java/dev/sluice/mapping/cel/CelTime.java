package dev.sluice.mapping.cel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/** Results as a point in time. */
public final class CelTime {

    private CelTime() {}

    /** Milliseconds since 1970 from an int, RFC 3339 text with its offset, or a timestamp; empty for anything else. */
    public static OptionalLong millis(Object value) {
        if (value instanceof Long millis) {
            return OptionalLong.of(millis);
        }
        try {
            if (value instanceof Instant instant) {
                return OptionalLong.of(instant.toEpochMilli());
            }
            if (value instanceof String text) {
                return OptionalLong.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME
                        .parse(text, Instant::from)
                        .toEpochMilli());
            }
        } catch (DateTimeException | ArithmeticException notATime) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }
}
