package dev.sluice.simulator.endtoend;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;

/** The moment that a field of a message names. */
final class MessageTime {

    /** Seconds up to the year 5138, milliseconds, microseconds and nanoseconds from 1973 on tell themselves apart by their size. */
    private static final long MOST_SECONDS = 100_000_000_000L;

    private static final long MOST_MILLIS = MOST_SECONDS * 1_000;
    private static final long MOST_MICROS = MOST_MILLIS * 1_000;

    private MessageTime() {}

    /** Milliseconds since the epoch; empty when the value is neither a number nor a moment in ISO 8601. */
    static OptionalLong millis(Object value) {
        if (value instanceof Number number) {
            return OptionalLong.of(millis(number.longValue()));
        }
        String text = value.toString();
        try {
            return OptionalLong.of(millis(Long.parseLong(text)));
        } catch (NumberFormatException notANumber) {
            try {
                return OptionalLong.of(Instant.parse(text).toEpochMilli());
            } catch (DateTimeParseException neither) {
                return OptionalLong.empty();
            }
        }
    }

    private static long millis(long count) {
        if (count < MOST_SECONDS) {
            return count * 1_000;
        }
        if (count < MOST_MILLIS) {
            return count;
        }
        return count < MOST_MICROS ? count / 1_000 : count / 1_000_000;
    }
}
