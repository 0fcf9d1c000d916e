package dev.sluice.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.sandbox.kafka.KafkaSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A Kafka that creates no topics by itself, with topics that are picky about what they take. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopicsIT {

    private static final String RULES = """
            schemas: { folder: schemas }
            shutdown: { drain: 2s }
            mqtt-headers: none
            mappings:
              - name: stamped
                from: stamped/{device}
                to: { topic: stamped, timestamp: payload.seq }
                value: { schema: Telemetry }
              - name: raw
                from: raw/{topic}
                payload: bytes
                to: { topic: "raw.{topic}" }
            """;

    private KafkaSandbox kafka;
    private RunningSluice sluice;

    @BeforeAll
    void start(@TempDir Path folder) {
        kafka = KafkaSandbox.inTemporaryFolder()
                .setting("auto.create.topics.enable", "false")
                .start();
        kafka.createTopic("mqtt.messages", 1, Map.of());
        kafka.createTopic("mqtt.dead-letters", 1, Map.of());
        kafka.createTopic("stamped", 1, Map.of("message.timestamp.before.max.ms", "60000"));
        kafka.createTopic("raw.small", 1, Map.of("max.message.bytes", "2000"));
        sluice = RunningSluice.start(folder, kafka.bootstrapServers(), RULES);
    }

    @AfterAll
    void stop() {
        sluice.close();
        kafka.close();
    }

    @Test
    void messagesForAMissingTopicAreHeldInOrderUntilSomebodyCreatesIt() {
        try (var device = new WireDevice(sluice.mqttPort(), "waiting")) {
            device.publish(1, "raw/late", "one");
            device.publish(2, "raw/late", "two");
            device.publish(3, "elsewhere", "three");

            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                var ready = sluice.management().get("/health/ready");
                assertThat(ready.statusCode()).isEqualTo(503);
                assertThat(ready.body()).contains("kafka-topic raw.late").contains("held, not lost");
            });
            await().until(() -> sluice.management().metric("sluice_held_back_messages") == 3);
            assertThat(device.acknowledged()).isEmpty();

            kafka.createTopic("raw.late", 1, Map.of());

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(device.acknowledged()).containsExactly(1, 2, 3));
            assertThat(TopicReader.readAll(kafka.bootstrapServers(), "raw.late"))
                    .hasSize(2);
            await().untilAsserted(() -> assertThat(
                            sluice.management().get("/health/ready").statusCode())
                    .isEqualTo(200));
        }
    }

    @Test
    void oneMissingTopicDoesNotHoldUpOtherDevices() {
        try (var waiting = new WireDevice(sluice.mqttPort(), "stuck");
                var other = new WireDevice(sluice.mqttPort(), "free")) {
            waiting.publish(1, "raw/never", "one");
            other.publish(1, "elsewhere", "two");

            await().untilAsserted(() -> assertThat(other.acknowledged()).containsExactly(1));
            assertThat(waiting.acknowledged()).isEmpty();
            kafka.createTopic("raw.never", 1, Map.of());
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(waiting.acknowledged()).containsExactly(1));
        }
    }

    @Test
    void timestampThatTheTopicWouldRefuseBecomesTheTimeOfArrival() {
        long yesterday = System.currentTimeMillis() - Duration.ofDays(1).toMillis();
        long justNow = System.currentTimeMillis() - 1_000;
        try (var device = new WireDevice(sluice.mqttPort(), "timely")) {
            device.publish(1, "stamped/a", reading(yesterday));
            device.publish(2, "stamped/a", reading(justNow));

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(device.acknowledged()).containsExactly(1, 2));
        }
        var records = TopicReader.readAll(kafka.bootstrapServers(), "stamped");
        assertThat(records.get(0).timestamp()).isGreaterThan(yesterday + 3_600_000);
        assertThat(records.get(1).timestamp()).isEqualTo(justNow);
    }

    @Test
    void recordLargerThanItsTopicTakesBecomesADeadLetterAndIsAcknowledged() {
        try (var device = new WireDevice(sluice.mqttPort(), "bulky")) {
            device.publish(1, "raw/small", "x".repeat(3_000));
            device.publish(2, "raw/small", "fits");

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(device.acknowledged()).containsExactly(1, 2));
        }
        assertThat(TopicReader.readAll(kafka.bootstrapServers(), "raw.small")).hasSize(1);
        assertThat(TopicReader.readAll(kafka.bootstrapServers(), "mqtt.dead-letters"))
                .filteredOn(record -> "bulky".equals(TopicReader.header(record, "mqtt.client")))
                .singleElement()
                .satisfies(record -> {
                    assertThat(TopicReader.header(record, "dead-letter.reason")).isEqualTo("RECORD_TOO_LARGE");
                    assertThat(record.value()).hasSize(3_000);
                });
    }

    private static String reading(long time) {
        return "{\"device\":\"a\",\"seq\":" + time + ",\"temperature\":1.0}";
    }
}
