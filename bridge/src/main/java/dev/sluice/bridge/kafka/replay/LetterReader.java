package dev.sluice.bridge.kafka.replay;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads stretches of one topic, a partition at a time, in Kafka's order. One thread. */
final class LetterReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Sees one record after the other. */
    @FunctionalInterface
    interface RecordReader {
        void record(ConsumerRecord<byte[], byte[]> record) throws InterruptedException;
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;

    LetterReader(Map<String, Object> properties, String topic) {
        this.consumer = new KafkaConsumer<>(properties);
        this.topic = topic;
    }

    /** Every partition with what it holds now; none if there is no such topic. */
    List<PartitionRange> ranges() {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        if (known == null) {
            return List.of();
        }
        Collection<TopicPartition> partitions =
                known.stream().map(info -> at(info.partition())).toList();
        var begins = consumer.beginningOffsets(partitions);
        var ends = consumer.endOffsets(partitions);
        return partitions.stream()
                .sorted((one, other) -> Integer.compare(one.partition(), other.partition()))
                .map(each -> new PartitionRange(each.partition(), begins.get(each), ends.get(each)))
                .toList();
    }

    /** Where the group goes on, by partition; nothing for partitions in which it never was. */
    Map<Integer, Long> committed(Collection<PartitionRange> ranges) {
        Set<TopicPartition> partitions =
                ranges.stream().map(range -> at(range.partition())).collect(Collectors.toSet());
        return consumer.committed(partitions).entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(
                        entry -> entry.getKey().partition(),
                        entry -> entry.getValue().offset()));
    }

    /** The first record of the partition with this timestamp or a later one. */
    OptionalLong since(int partition, long millis) {
        var found = consumer.offsetsForTimes(Map.of(at(partition), millis)).get(at(partition));
        return found == null ? OptionalLong.empty() : OptionalLong.of(found.offset());
    }

    /**
     * Shows every record of the range that is still there.
     *
     * @throws TimeoutException when Kafka says nothing for half a minute
     */
    void read(PartitionRange range, RecordReader reader) throws InterruptedException {
        if (range.begin() >= range.end()) {
            return;
        }
        var partition = at(range.partition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, range.begin());
        long position = range.begin();
        long heardNanos = System.nanoTime();
        while (position < range.end()) {
            for (var record : consumer.poll(POLL).records(partition)) {
                if (record.offset() >= range.end()) {
                    return;
                }
                reader.record(record);
                heardNanos = System.nanoTime();
            }
            long now = consumer.position(partition);
            if (now > position) {
                position = now;
                heardNanos = System.nanoTime();
            } else if (System.nanoTime() - heardNanos > PATIENCE_NANOS) {
                throw new TimeoutException(
                        "nothing came of " + topic + ":" + partition.partition() + " from " + position + " on");
            }
        }
    }

    private TopicPartition at(int partition) {
        return new TopicPartition(topic, partition);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
