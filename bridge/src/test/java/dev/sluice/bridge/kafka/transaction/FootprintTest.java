package dev.sluice.bridge.kafka.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.kafka.transaction.Footprint.Extent;
import dev.sluice.bridge.pipeline.RecordSink.Fate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FootprintTest {

    private static final TopicPartition FIRST = new TopicPartition("t", 0);
    private static final TopicPartition SECOND = new TopicPartition("t", 1);
    private static final TopicPartition MARKS = new TopicPartition("marks", 0);

    private final Footprint footprint = new Footprint();

    @Test
    void extentGoesFromTheFirstRecordOfAPartitionToItsLast() {
        stored(FIRST, 7);
        stored(SECOND, 3);
        stored(FIRST, 9);
        stored(FIRST, 8);

        assertThat(footprint.extents())
                .containsExactlyInAnyOrderEntriesOf(Map.of(FIRST, new Extent(7, 9), SECOND, new Extent(3, 3)));
    }

    @Test
    void ofEachMessageOnlyWhatLiesOutsideOfTheGivenPartitionsIsLeft() {
        var a = work("a", stored(FIRST, 1), stored(MARKS, 1));
        var b = work("b", stored(SECOND, 1), stored(MARKS, 2));
        var c = work("c", stored(FIRST, 2), stored(SECOND, 2), stored(MARKS, 3));

        var left = footprint.outside(Set.of(FIRST, MARKS), List.of(a, b, c));

        assertThat(left).extracting(Work::clientId).containsExactly("b", "c");
        assertThat(left.get(0).records()).containsExactly(b.records().get(0));
        assertThat(left.get(1).records()).containsExactly(c.records().get(1));
        assertThat(left.get(1).fate()).isSameAs(c.fate());
    }

    @Test
    void equalRecordsAreToldApart() {
        var twin = new byte[0];
        var one = new ProducerRecord<byte[], byte[]>("t", twin, twin);
        var other = new ProducerRecord<byte[], byte[]>("t", twin, twin);
        footprint.add(one, at(FIRST, 1));
        footprint.add(other, at(SECOND, 1));

        var left = footprint.outside(Set.of(SECOND), List.of(work("a", one), work("b", other)));

        assertThat(left).extracting(Work::clientId).containsExactly("a");
    }

    @Test
    void whatWasNotAcknowledgedIsLeft() {
        var pending = new ProducerRecord<byte[], byte[]>("t", new byte[0]);
        var a = work("a", stored(FIRST, 1), pending);

        var left = footprint.outside(Set.of(FIRST, SECOND, MARKS), List.of(a));

        assertThat(left)
                .singleElement()
                .satisfies(work -> assertThat(work.records()).containsExactly(pending));
    }

    private ProducerRecord<byte[], byte[]> stored(TopicPartition place, long offset) {
        var record = new ProducerRecord<byte[], byte[]>(place.topic(), new byte[] {(byte) offset});
        footprint.add(record, at(place, offset));
        return record;
    }

    private static RecordMetadata at(TopicPartition place, long offset) {
        return new RecordMetadata(place, offset, 0, 0, 0, 0);
    }

    @SafeVarargs
    private static Work work(String client, ProducerRecord<byte[], byte[]>... records) {
        return new Work(client, List.of(records), 10, true, new Fate() {
            @Override
            public void stored() {
                // nobody is told here
            }

            @Override
            public void unknown(String why) {
                // nobody is told here
            }
        });
    }
}
