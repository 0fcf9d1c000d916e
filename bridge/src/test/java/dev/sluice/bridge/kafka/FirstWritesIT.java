package dev.sluice.bridge.kafka;

import static dev.sluice.bridge.pipeline.RecordSink.Answer.ACCEPTED;
import static dev.sluice.bridge.pipeline.RecordSink.Answer.NOT_NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.pipeline.RecordSink;
import dev.sluice.bridge.settings.TopicSettings;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.sandbox.kafka.KafkaProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a partition is given before Kafka has stored anything of this producer there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstWritesIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int PARTITIONS = 2;
    private static final String OF_PARTITION_0 = keyOf(0, PARTITIONS);
    private static final String OF_PARTITION_1 = keyOf(1, PARTITIONS);

    private final AtomicInteger stored = new AtomicInteger();
    private final AtomicInteger room = new AtomicInteger();

    private KafkaProcess kafka;
    private KafkaSink sink;
    private String topic;
    private int tests;

    @BeforeAll
    void start() {
        kafka = KafkaProcess.inTemporaryFolder().start();
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @BeforeEach
    void newTopic() {
        topic = "t" + tests++;
        kafka.createTopic(topic, PARTITIONS, Map.of());
    }

    @AfterEach
    void stopSink() {
        kafka.resume();
        sink.stop();
    }

    @Test
    void oneRecordAtATimeUntilThePartitionHasStoredOne() throws Exception {
        startSink(Map.of());
        kafka.suspend();

        assertThat(offer(OF_PARTITION_0)).isEqualTo(ACCEPTED);
        assertThat(offer(OF_PARTITION_0)).isEqualTo(NOT_NOW);
        assertThat(offer(OF_PARTITION_1)).isEqualTo(ACCEPTED);
        int roomBefore = room.get();
        kafka.resume();
        await().atMost(BOUND).until(() -> stored.get() == 2);

        await().atMost(BOUND).until(() -> room.get() >= roomBefore + 2);
        kafka.suspend();
        assertThat(offer(OF_PARTITION_0)).isEqualTo(ACCEPTED);
        assertThat(offer(OF_PARTITION_0)).isEqualTo(ACCEPTED);
    }

    @Test
    void partitionsThatAreAddedAreUsed() throws Exception {
        startSink(Map.of("metadata.max.age.ms", "1000"));
        var key = keyOf(5, 6);
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(6)))
                    .all()
                    .get();

            await().atMost(BOUND).until(() -> {
                offer(key);
                return end(admin, 5) > 0;
            });
        }
    }

    private long end(Admin admin, int partition) throws Exception {
        var at = new TopicPartition(topic, partition);
        return admin.listOffsets(Map.of(at, OffsetSpec.latest()))
                .partitionResult(at)
                .get()
                .offset();
    }

    private void startSink(Map<String, String> producer) throws InterruptedException {
        stored.set(0);
        var topics = new TopicSettings(
                false,
                List.of(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                false,
                1,
                Optional.empty());
        sink = KafkaSink.start(
                new KafkaSinkSettings(producer, kafka.bootstrapServers(), 64 << 20, "dead", topics), new HealthBoard());
        sink.onRoom(room::incrementAndGet);
        assertThat(sink.warmUp(List.of(topic), BOUND)).isEmpty();
    }

    private RecordSink.Answer offer(String key) {
        var record = new OutgoingRecord(
                topic, key.getBytes(UTF_8), "x".getBytes(UTF_8), System.currentTimeMillis(), List.of());
        return sink.offer(record, new RecordSink.Fate() {
            @Override
            public void stored() {
                stored.incrementAndGet();
            }

            @Override
            public void unknown(String why) {}
        });
    }

    private static String keyOf(int partition, int partitions) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "device-" + i)
                .filter(key -> KeyPartition.of(key.getBytes(UTF_8), partitions) == partition)
                .findFirst()
                .orElseThrow();
    }
}
