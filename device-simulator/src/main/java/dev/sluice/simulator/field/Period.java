package dev.sluice.simulator.field;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as people write it: {@code 500ms}, {@code 30s}, {@code 15m}, {@code 1.5h}, {@code 7d}. */
public record Period(long millis) {

    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?) ?(ms|s|m|h|d)");

    /** @throws IllegalArgumentException when it is not written so, or is 0 */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Period of(String text) {
        Matcher written = WRITTEN.matcher(text);
        long millis =
                written.matches() ? Math.round(Double.parseDouble(written.group(1)) * millisOf(written.group(2))) : 0;
        if (millis == 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no length of time; write a number above 0 and ms, s, m, h or d, such as 30s");
        }
        return new Period(millis);
    }

    private static double millisOf(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1e3;
            case "m" -> 60e3;
            case "h" -> 3_600e3;
            default -> 86_400e3;
        };
    }
}
