package dev.sluice.bridge.settings;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What becomes of Kafka topics that do not exist.
 *
 * @param create whether Sluice may make any
 * @param allow names that it may make
 * @param partitions the broker's default unless said
 * @param replication the broker's default unless said
 * @param retention the broker's default unless said
 * @param compaction whether Kafka keeps the last record of each key
 * @param maximum Sluice makes none while so many topics match {@code allow}
 * @param quarantine topic for records whose own topic neither exists nor may be made; without it they are held
 */
public record TopicSettings(
        boolean create,
        List<TopicNamePattern> allow,
        OptionalInt partitions,
        OptionalInt replication,
        Optional<Duration> retention,
        boolean compaction,
        int maximum,
        Optional<String> quarantine) {

    private static final int USUAL_MAXIMUM = 100;

    /** Nothing is created, nothing goes to another topic. */
    public static final TopicSettings OFF = new TopicSettings(
            false,
            List.of(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            false,
            USUAL_MAXIMUM,
            Optional.empty());

    public TopicSettings {
        allow = List.copyOf(allow);
    }

    static TopicSettings read(Node node, Problems problems) {
        boolean create = node.flag("create", false, problems);
        var allow = readAllowed(node, problems);
        if (create && allow.isEmpty()) {
            node.complain(
                    "allow",
                    "missing; expected the names that may be created, as in [\"telemetry.*\"]",
                    "MISSING-KEY",
                    problems);
        }
        return new TopicSettings(
                create,
                allow,
                readCount(node, "partitions", 10_000, problems),
                readCount(node, "replication", 100, problems),
                readRetention(node, problems),
                node.flag("compaction", false, problems),
                node.intBetween("maximum", 0, 100_000, USUAL_MAXIMUM, problems),
                readQuarantine(node, problems));
    }

    private static List<TopicNamePattern> readAllowed(Node node, Problems problems) {
        List<TopicNamePattern> allow = new ArrayList<>();
        for (var written : node.texts("allow", problems)) {
            var pattern = TopicNamePattern.parse(written);
            pattern.ifPresent(allow::add);
            if (pattern.isEmpty()) {
                node.complain(
                        "allow",
                        "\"" + written
                                + "\": expected A-Z a-z 0-9 . _ - and * for any characters, not beginning with __",
                        "BAD-VALUE",
                        problems);
            }
        }
        return allow;
    }

    private static OptionalInt readCount(Node node, String key, int most, Problems problems) {
        boolean isWritten = node.has(key);
        int count = node.intBetween(key, 1, most, 1, problems);
        return isWritten ? OptionalInt.of(count) : OptionalInt.empty();
    }

    private static Optional<Duration> readRetention(Node node, Problems problems) {
        boolean isWritten = node.has("retention");
        var retention = node.durationBetween(
                "retention", Duration.ofMinutes(1), Duration.ofDays(36_500), Duration.ofDays(7), problems);
        return isWritten ? Optional.of(retention) : Optional.empty();
    }

    private static Optional<String> readQuarantine(Node node, Problems problems) {
        var quarantine = node.optionalText("quarantine", problems);
        quarantine
                .filter(topic -> !KafkaSettings.isTopic(topic))
                .ifPresent(topic -> node.complain(
                        "quarantine",
                        node.shown("quarantine") + ": " + KafkaSettings.EXPECTED_TOPIC,
                        "BAD-VALUE",
                        problems));
        return quarantine;
    }
}
