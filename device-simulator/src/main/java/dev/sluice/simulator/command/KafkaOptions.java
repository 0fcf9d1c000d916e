package dev.sluice.simulator.command;

import dev.sluice.simulator.endtoend.EndToEnd;
import dev.sluice.simulator.readback.ClientProperties;
import dev.sluice.simulator.readback.KafkaAwayException;
import dev.sluice.simulator.readback.KafkaTail;
import dev.sluice.simulator.readback.TopicSelection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for a look into Kafka while devices publish. */
final class KafkaOptions {

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT[,…]",
            description = "Look into this Kafka as well, and measure how long messages take to get there.")
    private String kafka;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "With --kafka: properties of a Kafka client, such as security.protocol and sasl.jaas.config.")
    private Path kafkaConfig;

    @Option(
            names = "--topics",
            paramLabel = "REGEX|NAME[,…]",
            description = "With --kafka: topics to look at: names, or expressions that match whole names.")
    private String topics;

    @Option(
            names = "--time-field",
            defaultValue = "ts",
            paramLabel = "NAME",
            description = "With --kafka: field with a message's own time. Default: ${DEFAULT-VALUE}.")
    private String timeField;

    @Option(
            names = "--kafka-timeout",
            defaultValue = "5",
            paramLabel = "S",
            description =
                    "With --kafka: how long Kafka may be silent before it counts as away. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Mixin
    private ValueOptions values;

    /**
     * What times messages on their way to Kafka; empty where that is not asked for. Not started.
     *
     * @throws KafkaAwayException when no address resolves
     * @throws IOException when a schema cannot be read
     * @throws IllegalArgumentException when an option cannot be used
     */
    Optional<EndToEnd> endToEnd() throws KafkaAwayException, IOException {
        if (kafka == null && kafkaConfig != null) {
            throw new IllegalArgumentException("--kafka-config is for a Kafka that --kafka names");
        }
        if (kafka == null && topics == null) {
            return Optional.empty();
        }
        if (kafka == null || topics == null) {
            throw new IllegalArgumentException("--kafka and --topics belong together");
        }
        if (timeout < 1) {
            throw new IllegalArgumentException("--kafka-timeout must be at least 1");
        }
        return Optional.of(new EndToEnd(
                KafkaTail.at(kafka, properties(kafkaConfig), TopicSelection.parse(topics), patience()),
                values.decoder(),
                timeField));
    }

    /**
     * What the file of {@code --kafka-config} says; null = no file.
     *
     * @throws IllegalArgumentException when it cannot be used
     */
    static ClientProperties properties(Path file) {
        if (file == null) {
            return ClientProperties.NONE;
        }
        try {
            return ClientProperties.read(file);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--kafka-config: " + e.getMessage(), e);
        }
    }

    Duration patience() {
        return Duration.ofSeconds(timeout);
    }
}
