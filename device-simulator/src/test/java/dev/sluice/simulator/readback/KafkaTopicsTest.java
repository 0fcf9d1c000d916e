package dev.sluice.simulator.readback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaTopicsTest {

    private static final TopicPartition FIRST = new TopicPartition("telemetry", 0);
    private static final TopicPartition SECOND = new TopicPartition("telemetry", 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final KafkaTopics topics = new KafkaTopics(consumer, "kafka:9092", Duration.ofMillis(300));
    private final List<StoredRecord> read = new ArrayList<>();

    @BeforeEach
    void twoPartitions() {
        consumer.updatePartitions(
                "telemetry",
                List.of(
                        new PartitionInfo("telemetry", 0, null, null, null),
                        new PartitionInfo("telemetry", 1, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 3L));
    }

    @Test
    void everythingUpToTheEndIsReadAndNothingAfterIt() throws Exception {
        consumer.updateEndOffsets(Map.of(FIRST, 2L, SECOND, 4L));
        consumer.schedulePollTask(() -> {
            consumer.addRecord(record(FIRST, 0));
            consumer.addRecord(record(FIRST, 1));
        });
        consumer.schedulePollTask(() -> {
            consumer.addRecord(record(FIRST, 2));
            consumer.addRecord(record(SECOND, 3));
        });
        topics.existing();

        int partitions = topics.read(Set.of("telemetry"), read::add);

        assertThat(partitions).isEqualTo(2);
        assertThat(read)
                .extracting(StoredRecord::place)
                .containsExactly("telemetry-0@0", "telemetry-0@1", "telemetry-1@3");
        assertThat(read.get(0).eventId()).containsExactly(1, 2);
        assertThat(read.get(0).marked()).isTrue();
    }

    @Test
    void emptyPartitionsAndNoTopicsAtAllEndAtOnce() throws Exception {
        consumer.updateEndOffsets(Map.of(FIRST, 0L, SECOND, 3L));
        topics.existing();

        assertThat(topics.read(Set.of("telemetry"), read::add)).isEqualTo(2);
        assertThat(topics.read(Set.of(), read::add)).isZero();
        assertThat(read).isEmpty();
    }

    @Test
    void silenceIsReportedWithHowFarReadingCame() throws Exception {
        consumer.updateEndOffsets(Map.of(FIRST, 2L, SECOND, 3L));
        consumer.schedulePollTask(() -> consumer.addRecord(record(FIRST, 0)));
        topics.existing();

        assertThatThrownBy(() -> topics.read(Set.of("telemetry"), read::add))
                .isInstanceOf(KafkaAwayException.class)
                .hasMessageContaining(
                        "kafka:9092 stopped answering after 1 records; not read to its end: 1 partition.");
    }

    @Test
    void anErrorOfKafkaIsReportedAsSuch() throws Exception {
        consumer.updateEndOffsets(Map.of(FIRST, 2L, SECOND, 3L));
        consumer.setPollException(new KafkaException("not authorised"));
        topics.existing();

        assertThatThrownBy(() -> topics.read(Set.of("telemetry"), read::add))
                .isInstanceOf(KafkaAwayException.class)
                .hasMessageContaining("not authorised");
    }

    @Test
    void aLoginThatIsRefusedIsNoSilence() {
        var refusing = new MockConsumer<byte[], byte[]>("earliest") {
            @Override
            public Map<String, List<PartitionInfo>> listTopics(Duration longest) {
                throw new SaslAuthenticationException("Invalid username or password");
            }
        };

        assertThatThrownBy(() -> new KafkaTopics(refusing, "kafka:9092", Duration.ofSeconds(15)).existing())
                .isInstanceOf(KafkaLoginException.class)
                .hasMessage("Kafka at kafka:9092 refused the login: Invalid username or password");
    }

    @Test
    void aHandshakeThatFailsIsSaidWithItsReason() throws Exception {
        consumer.updateEndOffsets(Map.of(FIRST, 2L, SECOND, 3L));
        consumer.setPollException(
                new SslAuthenticationException("SSL handshake failed", new SSLException("unable to find valid path")));
        topics.existing();

        assertThatThrownBy(() -> topics.read(Set.of("telemetry"), read::add))
                .isInstanceOf(KafkaLoginException.class)
                .hasMessage("TLS with Kafka at kafka:9092 failed: SSL handshake failed: unable to find valid path");
    }

    @Test
    void addressesThatCannotBeAreUsageErrorsAndUnknownHostsAreNot() {
        assertThatThrownBy(() -> KafkaTopics.at("nonsense", ClientProperties.NONE, false, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KafkaTopics.at(
                        "no-such-host.invalid:9092", ClientProperties.NONE, false, Duration.ofSeconds(1)))
                .isInstanceOf(KafkaAwayException.class);
    }

    @Test
    void namesAndExpressionsChooseTopicsButNeverInternalOnes() {
        List<String> existing = List.of("telemetry.north", "telemetry.east", "other", "__consumer_offsets");
        TopicSelection selection = TopicSelection.parse("telemetry\\..*, other,missing,x.*");

        assertThat(selection.among(existing)).containsExactly("other", "telemetry.east", "telemetry.north");
        assertThat(selection.unmatched(existing)).containsExactly("missing", "x.*");
        assertThat(TopicSelection.parse(".*").among(existing)).hasSize(3);
        assertThatThrownBy(() -> TopicSelection.parse(" ,")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TopicSelection.parse("a(")).isInstanceOf(IllegalArgumentException.class);
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("mqtt.event-id", new byte[] {1, 2}).add("mqtt.dup", new byte[] {'t'});
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                1,
                null,
                new byte[] {7},
                headers,
                Optional.empty());
    }
}
