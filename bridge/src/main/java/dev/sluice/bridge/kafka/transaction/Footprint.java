package dev.sluice.bridge.kafka.transaction;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where the records of one transaction lie in Kafka. The producer's thread adds, ours reads once all of them are stored. */
final class Footprint {

    private final Map<TopicPartition, Extent> extents = new ConcurrentHashMap<>();

    /**
     * In one partition.
     *
     * @param first offset, with which the transaction begins there
     * @param last offset of a record; what marks its end comes behind
     */
    record Extent(long first, long last) {

        private Extent and(Extent other) {
            return new Extent(Math.min(first, other.first), Math.max(last, other.last));
        }
    }

    void add(RecordMetadata stored) {
        var here = new Extent(stored.offset(), stored.offset());
        extents.merge(new TopicPartition(stored.topic(), stored.partition()), here, Extent::and);
    }

    Map<TopicPartition, Extent> extents() {
        return Map.copyOf(extents);
    }
}
