package dev.sluice.bridge.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Utils;

/** Which partition a record goes to. Blocks for seconds where Kafka is asked; never on an event loop. */
public final class KeyPartition {

    private static final int TIMEOUT_SECONDS = 5;

    private KeyPartition() {}

    /** What Kafka's own partitioner says: murmur2 of the key, without its sign, modulo the number of partitions. */
    public static int of(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    /** Whether the producer keeps to that, with these properties chosen. */
    public static boolean isByKey(Map<String, String> producer) {
        return !producer.containsKey(ProducerConfig.PARTITIONER_CLASS_CONFIG)
                && !"true".equals(producer.get(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG));
    }

    /**
     * How many partitions the topic has; empty when Kafka has no such topic.
     *
     * @throws KafkaException when Kafka does not answer, or refuses to
     */
    public static OptionalInt count(Map<String, String> producer, String bootstrapServers, String topic)
            throws InterruptedException {
        var admin = open(producer, bootstrapServers);
        try {
            var description = admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return OptionalInt.of(description.partitions().size());
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof UnknownTopicOrPartitionException) {
                return OptionalInt.empty();
            }
            if (refused.getCause() instanceof org.apache.kafka.common.errors.TimeoutException silent) {
                throw noAnswer(bootstrapServers, silent);
            }
            throw refused.getCause() instanceof KafkaException known ? known : new KafkaException(refused.getCause());
        } catch (TimeoutException silent) {
            throw noAnswer(bootstrapServers, silent);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static Admin open(Map<String, String> producer, String bootstrapServers) {
        try {
            return Admin.create(new KafkaClients(producer, bootstrapServers).admin());
        } catch (KafkaException unresolvable) {
            throw new KafkaException(
                    "Kafka at " + bootstrapServers + " cannot be reached: " + KafkaReason.of(unresolvable),
                    unresolvable);
        }
    }

    private static KafkaException noAnswer(String bootstrapServers, Exception silent) {
        return new KafkaException("Kafka at " + bootstrapServers + " does not answer", silent);
    }
}
