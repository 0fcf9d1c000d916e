package dev.sluice.bridge.kafka;

import dev.sluice.bridge.kafka.secure.SecureConnection;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Properties of clients other than the sink's producer that reach the same Kafka with the same rights: what was chosen for the producer and
 * means something to them, too (security, timeouts).
 *
 * @param chosen producer properties of the configuration, already without objection
 */
public record KafkaClients(Map<String, String> chosen, String bootstrapServers) {

    static final int TIMEOUT_SECONDS = 5;

    /** Of a command: whoever called it would only call it again. A transaction, too, is small; what waits longer for its Kafka has none. */
    public static final int PATIENCE_SECONDS = 20;

    private static final int PATIENCE_MILLIS = PATIENCE_SECONDS * 1000;

    private static final long BUFFER_BYTES = 64L << 20;
    private static final int FETCH_BYTES = 8 << 20;

    public KafkaClients {
        chosen = Map.copyOf(chosen);
    }

    /** An admin client that waits for five seconds at most. */
    public Map<String, Object> admin() {
        return admin(TIMEOUT_SECONDS);
    }

    /** An admin client that waits so long at most. */
    public Map<String, Object> admin(int seconds) {
        var properties = known(AdminClientConfig.configNames());
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, "sluice-watch");
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, seconds * 1000);
        properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, seconds * 1000);
        return properties;
    }

    /**
     * A consumer of bytes that reads nothing of a transaction that is open or was aborted, and commits nothing by itself.
     *
     * @param group whose committed offsets it can ask for
     */
    public Map<String, Object> consumer(String group, String clientId) {
        var properties = known(ConsumerConfig.configNames());
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        return properties;
    }

    /**
     * The producer with everything that keeps the promise, which writes transactions and therefore blocks: not for event loops.
     *
     * @param transactionalId stable: whoever comes later with the same one ends what an earlier one has open
     */
    public Map<String, Object> transactionalProducer(String transactionalId) {
        var properties = ProducerProperties.of(chosen, bootstrapServers, BUFFER_BYTES);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        return properties;
    }

    /** The largest request in bytes that the producer sends. */
    public int maximumRequestBytes() {
        return new ProducerProperties().maxRequestBytes(chosen);
    }

    private Map<String, Object> known(Collection<String> names) {
        var wanted = Set.copyOf(names);
        Map<String, Object> properties = new HashMap<>();
        chosen.forEach((name, value) -> {
            if (wanted.contains(name)) {
                properties.put(name, value);
            }
        });
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        SecureConnection.complete(properties);
        return properties;
    }
}
