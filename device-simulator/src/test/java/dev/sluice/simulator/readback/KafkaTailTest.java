package dev.sluice.simulator.readback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaTailTest {

    private static final TopicPartition ONLY = new TopicPartition("telemetry", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final KafkaTail tail =
            new KafkaTail(consumer, "kafka:9092", TopicSelection.parse("tele.*"), Duration.ofMillis(300));
    private final List<StoredRecord> read = new ArrayList<>();

    @Test
    void whatWasThereBeforeIsPassedOver() throws Exception {
        existing(5);

        tail.poll(Duration.ZERO, read::add);
        consumer.addRecord(record(4));
        consumer.addRecord(record(5));
        tail.poll(Duration.ZERO, read::add);

        assertThat(read).extracting(StoredRecord::place).containsExactly("telemetry-0@5");
    }

    @Test
    void thatItAnsweredIsKnownFromALookAndFromRecords() throws Exception {
        existing(0);

        assertThat(tail.poll(Duration.ZERO, read::add)).isTrue();
        consumer.addRecord(record(0));
        assertThat(tail.poll(Duration.ZERO, read::add)).isTrue();
    }

    @Test
    void topicsThatNobodyMeansAreLeftAlone() throws Exception {
        existing(0);
        consumer.updatePartitions("other", List.of(new PartitionInfo("other", 0, null, null, null)));

        tail.poll(Duration.ZERO, read::add);

        assertThat(consumer.assignment()).containsExactly(ONLY);
    }

    @Test
    void aKafkaThatFailsIsAwayAndMayComeBack() throws Exception {
        existing(0);
        tail.poll(Duration.ZERO, read::add);
        consumer.setPollException(new KafkaException("gone"));

        assertThatThrownBy(() -> tail.poll(Duration.ZERO, read::add))
                .isInstanceOf(KafkaAwayException.class)
                .hasMessage("Kafka does not answer at kafka:9092: gone");
        consumer.addRecord(record(0));
        tail.poll(Duration.ZERO, read::add);

        assertThat(read).hasSize(1);
    }

    private void existing(long end) {
        consumer.updatePartitions("telemetry", List.of(new PartitionInfo("telemetry", 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(ONLY, 0L));
        consumer.updateEndOffsets(Map.of(ONLY, end));
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>("telemetry", 0, offset, null, new byte[] {1});
    }
}
