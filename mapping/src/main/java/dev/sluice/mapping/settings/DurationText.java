package dev.sluice.mapping.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a duration is written: {@code 250ms}, {@code 30s}, {@code 10m}, {@code 2h} or {@code 7d}. */
public final class DurationText {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,12}) ?(ms|s|m|h|d)");

    private DurationText() {}

    public static Optional<Duration> parse(String text) {
        var matcher = WRITTEN.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    /** In the largest unit that is exact. */
    static String render(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
