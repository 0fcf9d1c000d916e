package dev.sluice.simulator.readback;

import dev.sluice.simulator.progress.Figures;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.header.Header;

/** The topics of one Kafka, read once from the beginning to the end that they have when reading begins. */
public final class KafkaTopics implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final String servers;
    private final Duration patience;
    private Map<String, List<PartitionInfo>> existing = Map.of();

    KafkaTopics(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, String servers, Duration patience) {
        this.consumer = consumer;
        this.servers = servers;
        this.patience = patience;
    }

    /**
     * Prepares to read; nothing is connected yet.
     *
     * @param committedOnly leaves out records of transactions that are open or were aborted
     * @param patience how long Kafka may be silent
     * @throws KafkaAwayException when no address resolves, or no token for a login is to be had
     * @throws IllegalArgumentException when {@code servers} is no list of {@code host:port}, or the properties cannot be used
     */
    public static KafkaTopics at(String servers, ClientProperties properties, boolean committedOnly, Duration patience)
            throws KafkaAwayException {
        return new KafkaTopics(
                Consumers.at(servers, properties, "sluice-verify", committedOnly, patience), servers, patience);
    }

    /**
     * Names of all topics.
     *
     * @throws KafkaLoginException when Kafka does not let us in
     */
    public Collection<String> existing() throws KafkaAwayException {
        try {
            existing = consumer.listTopics(patience);
            return existing.keySet();
        } catch (AuthenticationException e) {
            throw Consumers.refused(servers, e);
        } catch (KafkaException e) {
            throw new KafkaAwayException(
                    "Kafka does not answer at " + servers + " (waited " + patience.toSeconds() + " s): "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Hands over every record of the topics, which {@link #existing} must have named, in each partition's order.
     *
     * @return number of partitions read
     */
    public int read(Set<String> topics, Consumer<StoredRecord> receiver) throws KafkaAwayException {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> existing.get(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        long read = 0;
        try {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> unread = new HashMap<>(consumer.endOffsets(partitions, patience));
            dropFinished(unread);
            long lastProgress = System.nanoTime();
            while (!unread.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Long end = unread.get(new TopicPartition(record.topic(), record.partition()));
                    if (end != null && record.offset() < end) {
                        receiver.accept(stored(record));
                        read++;
                        lastProgress = System.nanoTime();
                    }
                }
                lastProgress = dropFinished(unread) ? System.nanoTime() : lastProgress;
                if (System.nanoTime() - lastProgress > patience.toNanos()) {
                    throw new KafkaAwayException(
                            "Kafka at " + servers + " stopped answering after " + read
                                    + " records; not read to its end: " + Figures.plural(unread.size(), "partition")
                                    + ".",
                            null);
                }
            }
        } catch (AuthenticationException e) {
            throw Consumers.refused(servers, e);
        } catch (KafkaException e) {
            throw new KafkaAwayException(
                    "Kafka at " + servers + " failed after " + read + " records: " + e.getMessage(), e);
        }
        return partitions.size();
    }

    /** Forgets partitions that are read to their end, which may be a marker that is no record. */
    private boolean dropFinished(Map<TopicPartition, Long> unread) {
        return unread.entrySet().removeIf(entry -> consumer.position(entry.getKey(), patience) >= entry.getValue());
    }

    static StoredRecord stored(ConsumerRecord<byte[], byte[]> record) {
        Header eventId = record.headers().lastHeader("mqtt.event-id");
        return new StoredRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                record.value(),
                eventId == null ? null : eventId.value(),
                record.headers().lastHeader("mqtt.dup") != null);
    }

    @Override
    public void close() {
        Consumers.close(consumer);
    }
}
