package dev.sluice.bridge.kafka;

import dev.sluice.bridge.kafka.secure.SecureConnection;
import dev.sluice.bridge.settings.ProducerVocabulary;
import dev.sluice.mapping.settings.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/** The producer's properties: which may be chosen, which are set in any case, and what the rest begins with. */
public final class ProducerProperties implements ProducerVocabulary {

    private static final int DEFAULT_BATCH_BYTES = 131_072;

    @Override
    public Set<String> names() {
        return ProducerConfig.configNames();
    }

    @Override
    public Optional<Objection> objection(String name, String value) {
        return ProducerPromise.brokenBy(name, value)
                .map(why -> new Objection(why, "BREAKS-PROMISE"))
                .or(() -> refusedLogin(name, value))
                .or(() -> refusedByKafka(name, value));
    }

    @Override
    public Optional<Objection> objectionToServers(String servers) {
        for (String server : servers.split(",", -1)) {
            Integer port = Utils.getPort(server.strip());
            if (Utils.getHost(server.strip()) == null || port == null || port < 1 || port > 65_535) {
                return Optional.of(new Objection(
                        "\"" + server.strip() + "\": expected host:port, several separated by commas", "BAD-VALUE"));
            }
        }
        return Optional.empty();
    }

    @Override
    public int maxRequestBytes(Map<String, String> chosen) {
        String written = chosen.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        return written != null
                ? Integer.parseInt(written.strip())
                : (Integer) ProducerConfig.configDef().defaultValues().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    }

    /** The size in bytes of one batch of one partition of a producer with these properties. */
    public static int batchBytes(Map<String, String> chosen) {
        String batch = chosen.get(ProducerConfig.BATCH_SIZE_CONFIG);
        return batch == null ? DEFAULT_BATCH_BYTES : Integer.parseInt(batch.strip());
    }

    /**
     * Everything that the producer is made from. What {@code chosen} says wins over what is merely usual here, never over what keeps
     * the promise.
     *
     * @param chosen what was configured, already without objection
     * @param bufferBytes {@code buffer.memory}: at least the in-flight budget and two batches for every partition in use
     */
    public static Map<String, Object> of(Map<String, String> chosen, String bootstrapServers, long bufferBytes) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "sluice");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 3L);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, DEFAULT_BATCH_BYTES);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        properties.putAll(chosen);
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0L);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        properties.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
        properties.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, ProducerPromise.NEVER_IDLE_MILLIS);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
        SecureConnection.complete(properties);
        return properties;
    }

    private static Optional<Objection> refusedLogin(String name, String value) {
        return name.equals(SaslConfigs.SASL_JAAS_CONFIG)
                ? SecureConnection.objectionToLogin(value).map(why -> new Objection(why, "BAD-VALUE"))
                : Optional.empty();
    }

    private static Optional<Objection> refusedByKafka(String name, String value) {
        return ProducerConfig.configDef().validate(Map.of(name, value)).stream()
                .filter(validated -> validated.name().equals(name))
                .map(ConfigValue::errorMessages)
                .filter(messages -> !messages.isEmpty())
                .map(messages -> new Objection(
                        "Kafka says: " + (Secret.isNamedLikeOne(name) ? "this value is not valid" : messages.get(0)),
                        "BAD-VALUE"))
                .findFirst();
    }
}
