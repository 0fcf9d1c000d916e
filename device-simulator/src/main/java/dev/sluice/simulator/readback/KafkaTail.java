package dev.sluice.simulator.readback;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;

/**
 * Follows chosen topics of one Kafka: those that exist at the first look from their end of then on, those that appear later from their
 * beginning. The list of topics is asked for again every two seconds, which is also how an absence is noticed: a consumer by itself keeps
 * quiet about that.
 */
public final class KafkaTail implements Tail {

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final String servers;
    private final TopicSelection selection;
    private final Duration patience;
    private final Set<TopicPartition> followed = new HashSet<>();
    private boolean looked;
    private long lookedNanos;

    KafkaTail(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            String servers,
            TopicSelection selection,
            Duration patience) {
        this.consumer = consumer;
        this.servers = servers;
        this.selection = selection;
        this.patience = patience;
    }

    /**
     * Prepares to read what is committed; nothing is connected yet.
     *
     * @param patience how long Kafka may be silent before it counts as away
     * @throws KafkaAwayException when no address resolves, or no token for a login is to be had
     * @throws IllegalArgumentException when {@code servers} is no list of {@code host:port}, or the properties cannot be used
     */
    public static KafkaTail at(String servers, ClientProperties properties, TopicSelection selection, Duration patience)
            throws KafkaAwayException {
        return new KafkaTail(
                Consumers.at(servers, properties, "sluice-tail", true, patience), servers, selection, patience);
    }

    @Override
    public boolean poll(Duration longest, Consumer<StoredRecord> receiver) throws KafkaAwayException {
        try {
            boolean look = !looked || System.nanoTime() - lookedNanos > LOOK_NANOS;
            if (look) {
                look();
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(longest);
            records.forEach(record -> receiver.accept(KafkaTopics.stored(record)));
            return look || !records.isEmpty();
        } catch (AuthenticationException e) {
            throw Consumers.refused(servers, e);
        } catch (KafkaException e) {
            throw new KafkaAwayException("Kafka does not answer at " + servers + ": " + e.getMessage(), e);
        }
    }

    private void look() {
        Map<String, List<PartitionInfo>> existing = consumer.listTopics(patience);
        List<TopicPartition> more = selection.among(existing.keySet()).stream()
                .flatMap(topic -> existing.get(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .filter(partition -> !followed.contains(partition))
                .toList();
        if (!more.isEmpty()) {
            follow(more);
        }
        looked = true;
        lookedNanos = System.nanoTime();
    }

    /** Positions are asked for at once, or what arrives until the first poll would be passed over. */
    private void follow(Collection<TopicPartition> partitions) {
        Set<TopicPartition> all = new HashSet<>(followed);
        all.addAll(partitions);
        Map<TopicPartition, Long> from =
                looked ? consumer.beginningOffsets(partitions, patience) : consumer.endOffsets(partitions, patience);
        consumer.assign(all);
        from.forEach(consumer::seek);
        followed.addAll(partitions);
    }

    @Override
    public void close() {
        Consumers.close(consumer);
    }
}
