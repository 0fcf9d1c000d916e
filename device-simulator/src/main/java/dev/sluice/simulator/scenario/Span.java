package dev.sluice.simulator.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time: {@code 250ms}, {@code 15s}, {@code 1.5m}, {@code 24h}.
 *
 * @param nanos not negative
 */
public record Span(long nanos) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?) ?(us|ms|s|m|h|d)");

    /** @throws IllegalArgumentException when the text is no length of time */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Span parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!written.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no length of time such as 250ms, 15s, 2m or 24h");
        }
        double unit = switch (written.group(2)) {
            case "us" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            case "h" -> 3_600e9;
            default -> 86_400e9;
        };
        return new Span(Math.round(Double.parseDouble(written.group(1)) * unit));
    }

    public static Span ofSeconds(double seconds) {
        return new Span(Math.round(seconds * 1e9));
    }

    public double seconds() {
        return nanos / 1e9;
    }

    public long millis() {
        return nanos / 1_000_000;
    }
}
