package dev.sluice.simulator.field;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as people write it: {@code 500ms}, {@code 30s}, {@code 15m}, {@code 24h}, {@code 7d}. */
public record Period(long millis) {

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    /** @throws IllegalArgumentException when it is not written so, or is 0 */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Period of(String text) {
        Matcher written = WRITTEN.matcher(text);
        long count = written.matches() ? Long.parseLong(written.group(1)) : 0;
        if (count == 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no length of time; write a number above 0 and ms, s, m, h or d, such as 30s");
        }
        return new Period(count
                * switch (written.group(2)) {
                    case "ms" -> 1L;
                    case "s" -> 1_000L;
                    case "m" -> 60_000L;
                    case "h" -> 3_600_000L;
                    default -> 86_400_000L;
                });
    }
}
