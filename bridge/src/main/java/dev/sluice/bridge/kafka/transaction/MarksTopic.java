package dev.sluice.bridge.kafka.transaction;

import dev.sluice.bridge.kafka.KafkaClients;
import dev.sluice.bridge.kafka.TopicDescriptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The compacted topic of marks: made if it is missing, and read. Blocks; one thread. */
final class MarksTopic {

    private static final Logger LOG = LoggerFactory.getLogger(MarksTopic.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Other replicas may have transactions open; Kafka ends those of a dead one after a while. */
    private static final long READ_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(120);

    /** A commit writes to each partition it touched, and one carries far more marks than devices make. */
    private static final int PARTITIONS = 1;

    /** Whatever is not compacted yet is read at every start: small segments, and compacted early. */
    private static final Map<String, String> CONFIGURATION = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(32 << 20),
            TopicConfig.SEGMENT_MS_CONFIG, Long.toString(TimeUnit.HOURS.toMillis(1)),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1",
            TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(TimeUnit.HOURS.toMillis(1)));

    private final KafkaClients clients;
    private final String name;
    private final OptionalInt replication;
    private final Duration patience;

    /** @param patience until a Kafka that does not say where the topic ends has not answered */
    MarksTopic(KafkaClients clients, String name, OptionalInt replication, Duration patience) {
        this.clients = clients;
        this.name = name;
        this.replication = replication;
        this.patience = patience;
    }

    /** Returns when the topic can be written to. */
    void ensure() throws InterruptedException {
        try (var descriptions = new TopicDescriptions(clients)) {
            if (!exists(descriptions)) {
                create();
                long end = System.nanoTime() + LED_WITHIN_NANOS;
                while (!exists(descriptions)) {
                    if (System.nanoTime() > end) {
                        throw new KafkaException("Kafka made topic " + name + " and does not tell of it");
                    }
                    LockSupport.parkNanos(LOOK_EVERY_NANOS);
                }
            }
        }
        warnUnlessCompacted();
    }

    private boolean exists(TopicDescriptions descriptions) throws InterruptedException {
        try {
            descriptions.learn(name);
            return true;
        } catch (UnknownTopicOrPartitionException missing) {
            return false;
        }
    }

    private void create() throws InterruptedException {
        var topic = new NewTopic(
                        name,
                        Optional.of(PARTITIONS),
                        replication.isPresent() ? Optional.of((short) replication.getAsInt()) : Optional.empty())
                .configs(CONFIGURATION);
        try (var admin = Admin.create(clients.admin())) {
            TopicDescriptions.answer(admin.createTopics(List.of(topic)).all());
            LOG.info("Kafka topic {} was created for marks of received packet ids (kafka.transactions).", name);
        } catch (TopicExistsException another) {
            // somebody else made it meanwhile
        } catch (AuthorizationException denied) {
            throw new KafkaException(
                    "topic " + name + " does not exist and may not be created (" + denied.getMessage()
                            + "). Create it with one partition and cleanup.policy=compact, or grant CREATE",
                    denied);
        }
    }

    private void warnUnlessCompacted() throws InterruptedException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try (var admin = Admin.create(clients.admin())) {
            var policy = TopicDescriptions.answer(
                            admin.describeConfigs(List.of(resource)).values().get(resource))
                    .get(TopicConfig.CLEANUP_POLICY_CONFIG);
            if (policy == null) {
                LOG.debug("Kafka does not tell the cleanup.policy of topic {}", name);
            } else if (!TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy.value())) {
                LOG.warn(
                        "Kafka topic {} has cleanup.policy={}: marks can be deleted while a device still needs them, and its message is then"
                                + " stored twice. Set cleanup.policy=compact.",
                        name,
                        policy.value());
            }
        } catch (AuthorizationException hidden) {
            LOG.debug("The configuration of topic {} cannot be read", name, hidden);
        }
    }

    /** Hands over everything that is committed, oldest first within each partition. */
    void read(Consumer<ConsumerRecord<byte[], byte[]>> reader) throws InterruptedException {
        try (var consumer = new KafkaConsumer<byte[], byte[]>(clients.consumer("sluice-marks", "sluice-marks"));
                var admin = Admin.create(clients.admin())) {
            var partitions =
                    TopicDescriptions.answer(admin.describeTopics(List.of(name))
                                    .topicNameValues()
                                    .get(name))
                            .partitions()
                            .stream()
                            .map(partition -> new TopicPartition(name, partition.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            readToEnd(consumer, ends(admin, partitions), reader);
        }
    }

    String name() {
        return name;
    }

    /**
     * Hands over what is committed of one partition, from this offset on.
     *
     * @param afterOpenOnes whether to wait for the end of transactions that are open there
     */
    void readFrom(
            TopicPartition partition,
            long offset,
            boolean afterOpenOnes,
            Consumer<ConsumerRecord<byte[], byte[]>> reader)
            throws InterruptedException {
        try (var consumer = new KafkaConsumer<byte[], byte[]>(clients.consumer("sluice-marks", "sluice-marks"));
                var admin = Admin.create(clients.admin())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, offset);
            var ends =
                    afterOpenOnes ? ends(admin, List.of(partition)) : consumer.endOffsets(List.of(partition), patience);
            readToEnd(consumer, ends, reader);
        }
    }

    /**
     * Where the partitions end, open transactions included. A reader of what is committed stops before the oldest open transaction, be it another
     * replica's: marks of ours may lie behind it.
     */
    private static Map<TopicPartition, Long> ends(Admin admin, List<TopicPartition> partitions)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        TopicDescriptions.answer(admin.listOffsets(asked).all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private void readToEnd(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        long deadline = System.nanoTime() + READ_WITHIN_NANOS;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("topic " + name + " could not be read to its end within "
                        + TimeUnit.NANOSECONDS.toSeconds(READ_WITHIN_NANOS)
                        + " s: Kafka is slow, or somebody has a transaction open there (kafka-transactions.sh find-hanging --topic "
                        + name
                        + " finds one that Kafka itself has forgotten)");
            }
            consumer.poll(POLL).forEach(reader);
        }
    }
}
