package dev.sluice.bridge.kafka;

import dev.sluice.bridge.settings.TopicSettings;
import java.util.Map;

/**
 * How the sink reaches Kafka.
 *
 * @param producer properties that the configuration chose, already without objection
 * @param budgetBytes bytes that may be in flight; one topic may hold half of them
 * @param topics what becomes of topics that do not exist
 */
public record KafkaSinkSettings(
        Map<String, String> producer,
        String bootstrapServers,
        long budgetBytes,
        String deadLetterTopic,
        TopicSettings topics) {

    /** Partitions that may each hold two batches beyond what the budget counts: batches are allocated whole. */
    private static final int ACTIVE_PARTITIONS = 256;

    public KafkaSinkSettings {
        producer = Map.copyOf(producer);
    }

    Map<String, Object> properties() {
        long batches = 2L * ACTIVE_PARTITIONS * ProducerProperties.batchBytes(producer);
        return ProducerProperties.of(producer, bootstrapServers, budgetBytes + batches);
    }

    KafkaClients clients() {
        return new KafkaClients(producer, bootstrapServers);
    }

    long perTopicBytes() {
        return budgetBytes / 2;
    }

    int maximumRequestBytes() {
        return new ProducerProperties().maxRequestBytes(producer);
    }
}
