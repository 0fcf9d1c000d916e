package dev.sluice.bridge.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.pipeline.RecordSink;
import dev.sluice.bridge.settings.TopicSettings;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.sandbox.kafka.KafkaSandbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Devices that invent a hundred thousand Kafka topics; a real Kafka that creates none by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InventedTopicsIT {

    private static final int INVENTED = 100_000;
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final AtomicInteger stored = new AtomicInteger();
    private final RecordSink.Fate fate = new RecordSink.Fate() {
        @Override
        public void stored() {
            stored.incrementAndGet();
        }

        @Override
        public void unknown(String why) {}
    };

    private KafkaSandbox kafka;
    private KafkaSink sink;

    @BeforeAll
    void start() {
        kafka = KafkaSandbox.inTemporaryFolder()
                .setting("auto.create.topics.enable", "false")
                .start();
        kafka.createTopic("quarantine", 1, Map.of());
        kafka.createTopic("real", 1, Map.of());
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @AfterEach
    void stopSink() {
        sink.stop();
    }

    @Test
    void holdLittleMemoryAndDoNotKeepRealTopicsAway() {
        sink = sink(Optional.empty());
        for (int i = 0; i < INVENTED; i++) {
            assertThat(offer("invented." + i)).isEqualTo(RecordSink.Answer.NOT_NOW);
        }

        assertThat(sink.knownTopics()).isLessThanOrEqualTo(Topics.MOST_UNPROVEN + 10);
        await().atMost(BOUND).until(() -> offer("real") == RecordSink.Answer.ACCEPTED);
    }

    @Test
    void goToTheQuarantineWithoutAnyStateOfTheirOwn() {
        sink = sink(Optional.of("quarantine"));
        for (int i = 0; i < Topics.MOST_UNPROVEN; i++) {
            offer("first." + i);
        }
        await().atMost(BOUND).until(() -> offer("first.0") == RecordSink.Answer.ACCEPTED);
        await().atMost(BOUND).until(() -> stored.get() > 0); // from now on more than one record may be on its way

        int accepted = 0;
        for (int i = 0; i < INVENTED; i++) {
            accepted += offer("later." + i) == RecordSink.Answer.ACCEPTED ? 1 : 0;
        }

        assertThat(accepted).isEqualTo(INVENTED);
        assertThat(sink.knownTopics()).isLessThanOrEqualTo(Topics.MOST_UNPROVEN + 10);
        await().atMost(BOUND).until(() -> stored.get() >= INVENTED);
        assertThat(sink.quarantined()).isGreaterThan(INVENTED);
        await().atMost(BOUND).until(() -> offer("real") == RecordSink.Answer.ACCEPTED);
    }

    private KafkaSink sink(Optional<String> quarantine) {
        var topics = new TopicSettings(
                false, List.of(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), false, 1, quarantine);
        return KafkaSink.start(
                new KafkaSinkSettings(Map.of(), kafka.bootstrapServers(), 256 << 20, "dead", topics),
                new HealthBoard());
    }

    private RecordSink.Answer offer(String topic) {
        var record = new OutgoingRecord(
                topic, "d".getBytes(UTF_8), "x".getBytes(UTF_8), System.currentTimeMillis(), List.of());
        return sink.offer(record, fate);
    }
}
