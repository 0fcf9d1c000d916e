package dev.sluice.bridge.kafka.transaction;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where the records of one transaction lie in Kafka. The producer's thread adds, ours reads once all of them are stored. */
final class Footprint {

    private final Map<ProducerRecord<byte[], byte[]>, TopicPartition> places =
            Collections.synchronizedMap(new IdentityHashMap<>());
    private final Map<TopicPartition, Extent> extents = new HashMap<>(); // guarded by itself

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

    void add(ProducerRecord<byte[], byte[]> record, RecordMetadata stored) {
        var place = new TopicPartition(stored.topic(), stored.partition());
        places.put(record, place);
        synchronized (extents) {
            extents.merge(place, new Extent(stored.offset(), stored.offset()), Extent::and);
        }
    }

    Map<TopicPartition, Extent> extents() {
        synchronized (extents) {
            return Map.copyOf(extents);
        }
    }

    /** What of these does not lie in one of the partitions, or nobody knows where; without those of which everything does. */
    List<Work> outside(Set<TopicPartition> partitions, List<Work> works) {
        List<Work> outside = new ArrayList<>();
        for (var work : works) {
            var records = work.records().stream()
                    .filter(record -> !isIn(partitions, record))
                    .toList();
            if (!records.isEmpty()) {
                outside.add(new Work(work.clientId(), records, work.bytes(), work.isMessage(), work.fate()));
            }
        }
        return outside;
    }

    private boolean isIn(Set<TopicPartition> partitions, ProducerRecord<byte[], byte[]> record) {
        var place = places.get(record);
        return place != null && partitions.contains(place);
    }
}
