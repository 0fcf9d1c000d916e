package dev.sluice.bridge.command;

import dev.sluice.bridge.explain.Partitioning;
import dev.sluice.bridge.kafka.KeyPartition;
import dev.sluice.bridge.settings.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Option;

/** Where the number of a topic's partitions comes from. */
final class PartitionOptions {

    @Option(names = "--partitions", paramLabel = "N", description = "Take the Kafka topic to have N partitions.")
    private int partitions;

    @Option(names = "--kafka", description = "Ask Kafka how many partitions the topic has.")
    private boolean kafka;

    Partitioning partitioning(KafkaSettings settings) {
        if (!KeyPartition.isByKey(settings.producer())) {
            return (topic, key) -> unknown("is chosen by kafka.partitioner.class or kafka.partitioner.ignore.keys");
        }
        if (kafka) {
            Map<String, Partitioning.Answer> asked = new HashMap<>();
            return (topic, key) -> {
                var answer = asked.computeIfAbsent(topic, name -> ask(settings, name));
                return answer.of() == 0 ? answer : known(key, answer.of(), "as Kafka says");
            };
        }
        return (topic, key) -> partitions > 0 ? known(key, partitions, "if the topic has that many") : guessed(key);
    }

    private static Partitioning.Answer ask(KafkaSettings settings, String topic) {
        try {
            var count = KeyPartition.count(settings.producer(), settings.bootstrapServers(), topic);
            return count.isPresent()
                    ? new Partitioning.Answer(-1, count.getAsInt(), "")
                    : unknown("not known: Kafka has no topic " + topic);
        } catch (KafkaException silent) {
            return unknown("not known: " + silent.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return unknown("not known: interrupted");
        }
    }

    private static Partitioning.Answer known(byte[] key, int partitions, String note) {
        return new Partitioning.Answer(KeyPartition.of(key, partitions), partitions, "(" + note + ")");
    }

    private static Partitioning.Answer guessed(byte[] key) {
        return unknown(Stream.of(3, 6, 12)
                .map(count -> KeyPartition.of(key, count) + " of " + count)
                .collect(Collectors.joining(", ", "", " (--kafka asks how many there are, --partitions N says it)")));
    }

    private static Partitioning.Answer unknown(String note) {
        return new Partitioning.Answer(-1, 0, note);
    }
}
