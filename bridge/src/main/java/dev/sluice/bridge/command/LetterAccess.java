package dev.sluice.bridge.command;

import dev.sluice.bridge.kafka.KafkaClients;
import dev.sluice.bridge.kafka.KafkaReason;
import dev.sluice.bridge.kafka.replay.DeadLetterTopic;
import dev.sluice.bridge.settings.EnvironmentException;
import dev.sluice.bridge.settings.SluiceSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The way to the dead letters that all their commands share: the configuration, and Kafka as it says. */
final class LetterAccess {

    @Mixin
    private final ConfigurationOptions configuration;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            defaultValue = "sluice-dead-letters",
            description =
                    "The consumer group that remembers how far letters have been replayed (default: ${DEFAULT-VALUE}).")
    private String group;

    LetterAccess(Path workingFolder) {
        this.configuration = new ConfigurationOptions(workingFolder);
    }

    String group() {
        return group;
    }

    static KafkaClients clients(SluiceSettings settings) {
        return new KafkaClients(settings.kafka().producer(), settings.kafka().bootstrapServers());
    }

    /** What a command does once there are settings and a topic with letters. */
    @FunctionalInterface
    interface Work {
        int with(SluiceSettings settings, DeadLetterTopic topic) throws InterruptedException;
    }

    /**
     * Does it, or says why it cannot be done.
     *
     * @throws EnvironmentException when Kafka does not answer, or has no such topic
     */
    int run(PrintWriter err, Work work) {
        var read = configuration.read(err);
        if (read.isEmpty()) {
            return ExitCode.CONFIGURATION;
        }
        var settings = read.get();
        var name = settings.kafka().deadLetterTopic();
        try (var topic = DeadLetterTopic.open(clients(settings), name, group)) {
            if (topic.ranges().isEmpty()) {
                throw new EnvironmentException(
                        "Kafka at " + settings.kafka().bootstrapServers() + " has no topic " + name
                                + ": nothing was ever dead-lettered there, or kafka.dead-letter.topic is another.",
                        null);
            }
            return work.with(settings, topic);
        } catch (InterruptException | InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        } catch (KafkaException failure) {
            throw new EnvironmentException(
                    "Kafka at " + settings.kafka().bootstrapServers() + ", topic " + name + ": "
                            + KafkaReason.of(failure)
                            + ". What was replayed until now is stored once and is not replayed again. Check"
                            + " kafka.bootstrap.servers.",
                    failure);
        }
    }
}
