package dev.sluice.bridge.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer properties that nobody may turn: which values they may have, and what would break otherwise. */
final class ProducerPromise {

    /**
     * Beyond any idle time, and still far from overflow: the client adds it to the time of day, so that {@code Long.MAX_VALUE}
     * itself would lie in the past and drop every topic at once.
     */
    static final long NEVER_IDLE_MILLIS = Long.MAX_VALUE / 2;

    private static final String BYTES = ByteArraySerializer.class.getName();
    private static final Map<String, Guard> GUARDS = new HashMap<>();

    static {
        guard(
                ProducerConfig.ACKS_CONFIG,
                Set.of("all", "-1"),
                "with less than acks=all a device would be told \"stored\" while one machine has the message");
        guard(
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                Set.of("true"),
                "without idempotence a retry can store a message twice or change the order");
        guard(
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                Set.of("0"),
                "send() runs on event loops, and one that waits stops every device on that loop");
        guard(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Set.of("2147483647"),
                "a batch that expires while a later one is stored changes the order; kafka.delivery-deadline is the limit to set");
        guard(
                ProducerConfig.RETRIES_CONFIG,
                Set.of("2147483647"),
                "a send that gives up after some tries loses its place in the order; kafka.delivery-deadline is the limit to set");
        guard(
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                Set.of("1", "2", "3", "4", "5"),
                "with more than 5 Kafka cannot keep retries in order");
        guard(
                CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
                Set.of("none", "NONE"),
                "rebootstrapping forgets all topics when Kafka pauses, and messages are then refused in the middle of a device's stream");
        guard(
                CommonClientConfigs.METADATA_RECOVERY_REBOOTSTRAP_TRIGGER_MS_CONFIG,
                Set.of(),
                "it belongs to rebootstrapping, which forgets all topics when Kafka pauses");
        guard(
                ProducerConfig.METADATA_MAX_IDLE_CONFIG,
                Set.of(Long.toString(NEVER_IDLE_MILLIS)),
                "a topic that was idle would be forgotten, and its next messages refused");
        guard(
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                Set.of(BYTES),
                "mappings make the key's bytes; a serializer would change them");
        guard(
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                Set.of(BYTES),
                "mappings make the Avro bytes; a serializer would change them");
        guard(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                Set.of(),
                "a transactional producer cannot start without blocking, and nothing would commit its transactions");
        guard(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Set.of(),
                "the producer makes no transactions, so it would mean nothing");
        guard(
                ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG,
                Set.of("false"),
                "the producer makes no transactions, and nothing would commit them");
        guard(
                ProducerConfig.PARTITIONER_CLASS_CONFIG,
                Set.of(),
                "a device's messages keep their order only while equal keys go to one partition");
        guard(
                ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
                Set.of("false"),
                "a device's messages keep their order only while equal keys go to one partition");
        guard(
                ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
                Set.of(),
                "an interceptor can change or lose a record that a device is then told is stored");
        guard(
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                Set.of(),
                "it is computed from kafka.in-flight.bytes, so that a send within the budget always finds room");
    }

    private ProducerPromise() {}

    /** What would break, and what to do about it; empty for a value that is allowed and for a property that nobody guards. */
    static Optional<String> brokenBy(String name, String value) {
        return Optional.ofNullable(GUARDS.get(name))
                .filter(guard -> !guard.allowed.contains(value.strip()))
                .map(guard -> guard.why
                        + (guard.allowed.isEmpty() ? "; leave it out" : "; leave it out, Sluice sets what it needs"));
    }

    private static void guard(String name, Set<String> allowed, String why) {
        GUARDS.put(name, new Guard(allowed, why));
    }

    private record Guard(Set<String> allowed, String why) {}
}
