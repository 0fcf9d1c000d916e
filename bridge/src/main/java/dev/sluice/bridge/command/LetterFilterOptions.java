package dev.sluice.bridge.command;

import dev.sluice.bridge.deadletter.LetterFilter;
import dev.sluice.mapping.settings.DurationText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which letters a command is about. */
final class LetterFilterOptions {

    @Option(names = "--reason", paramLabel = "REASON", description = "Only letters with this reason: FIELD_MISSING.")
    private Optional<String> reason = Optional.empty();

    @Option(names = "--rule", paramLabel = "NAME", description = "Only letters of messages that this rule took.")
    private Optional<String> rule = Optional.empty();

    @Option(names = "--client", paramLabel = "ID", description = "Only letters of the device with this client id.")
    private Optional<String> client = Optional.empty();

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Only letters of messages to this MQTT topic.")
    private Optional<String> topic = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Since.class,
            description = "Only letters of messages that came within this time (2h, 7d) or since this instant"
                    + " (2026-11-21T10:00:00Z).")
    private Instant since;

    LetterFilter filter() {
        return new LetterFilter(reason, rule, client, topic, Optional.ofNullable(since));
    }

    static final class Since implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            var ago = DurationText.parse(text);
            if (ago.isPresent()) {
                return Instant.now().minus(ago.get());
            }
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException neither) {
                throw new TypeConversionException(
                        "\"" + text + "\": expected a duration (30m, 2h, 7d) or an instant (2026-11-21T10:00:00Z)");
            }
        }
    }
}
