package dev.sluice.sandbox.program;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the bridge prints once devices can connect.
 *
 * @param mqtt where devices connect: {@code mqtt://127.0.0.1:1883}
 * @param management where health and metrics are: {@code http://127.0.0.1:8080}
 */
public record ReadyLine(String mqtt, String management) {

    private static final Pattern FORM = Pattern.compile(
            "sluice ready: devices connect to (mqtt://[^\\s;]+); health and metrics at (http://[^\\s;]+).*");

    public static Optional<ReadyLine> parse(String line) {
        var found = FORM.matcher(line);
        return found.matches() ? Optional.of(new ReadyLine(found.group(1), found.group(2))) : Optional.empty();
    }
}
