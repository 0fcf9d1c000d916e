package dev.sluice.simulator.readback;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers that look and leave no trace. */
final class Consumers {

    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private Consumers() {}

    /** Says good-bye to a Kafka that is there; one that is away is not waited for, as its client would unless told otherwise. */
    static void close(Consumer<byte[], byte[]> consumer) {
        consumer.close(CloseOptions.timeout(FAREWELL));
    }

    /**
     * Nothing is connected yet.
     *
     * @throws KafkaAwayException when no address resolves
     * @throws IllegalArgumentException when {@code servers} is no list of {@code host:port}
     */
    static Consumer<byte[], byte[]> at(String servers, String clientId, boolean committedOnly, Duration patience)
            throws KafkaAwayException {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, committedOnly ? "read_committed" : "read_uncommitted");
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        try {
            return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof ConfigException && !cause.getMessage().contains("No resolvable bootstrap urls")) {
                throw new IllegalArgumentException(cause.getMessage(), e);
            }
            throw new KafkaAwayException("No address in " + servers + " can be resolved.", e);
        }
    }
}
