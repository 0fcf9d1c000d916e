package dev.sluice.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.sandbox.kafka.KafkaSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A Kafka that would create any topic that a producer asks for, and a Sluice that asks for none but those it may make. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopicCreationIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private KafkaSandbox kafka;
    private RunningSluice sluice;
    private Admin admin;

    @TempDir
    private Path folder;

    @BeforeAll
    void start() {
        kafka = KafkaSandbox.inTemporaryFolder().start();
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @AfterEach
    void stopSluice() {
        sluice.close();
    }

    @AfterAll
    void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void allowedTopicIsMadeAsTheConfigurationSays() throws Exception {
        sluice = sluice("made", "partitions: 3, replication: 1, retention: 2h, compaction: true, maximum: 5");
        try (var device = new WireDevice(sluice.mqttPort(), "d-1")) {
            device.publish(1, "made/one", "a");
            device.publish(2, "made/one", "b");
            await().atMost(BOUND).until(() -> device.acknowledged().equals(List.of(1, 2)));
        }

        var topic =
                admin.describeTopics(List.of("made.one")).allTopicNames().get().get("made.one");
        assertThat(topic.partitions()).hasSize(3);
        assertThat(config("made.one", "cleanup.policy")).contains("compact").contains("delete");
        assertThat(config("made.one", "retention.ms")).isEqualTo("7200000");
        assertThat(config("made.dead", "cleanup.policy"))
                .as("letters are not compacted")
                .isEqualTo("delete");
        assertThat(sluice.management().metric("sluice_kafka_topic_creations_total"))
                .isEqualTo(2);
        assertThat(TopicReader.readAll(kafka.bootstrapServers(), "made.one")).hasSize(2);
    }

    @Test
    void whatIsNotAllowedIsHeldAndTheKeyThatWouldAllowItIsNamed() throws Exception {
        sluice = sluice("strict", "maximum: 1");
        try (var allowed = new WireDevice(sluice.mqttPort(), "d-1");
                var over = new WireDevice(sluice.mqttPort(), "d-2");
                var other = new WireDevice(sluice.mqttPort(), "d-3")) {
            allowed.publish(1, "strict/one", "a");
            await().atMost(BOUND).until(() -> allowed.acknowledged().size() == 1);
            over.publish(1, "strict/two", "a");
            other.publish(1, "other/strict", "a");

            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(
                                    sluice.management().get("/health/ready").body())
                            .contains("strict.two does not exist", "kafka.topics.maximum (1)")
                            .contains("other.strict does not exist", "kafka.topics.allow"));
            assertThat(over.acknowledged()).isEmpty();
            assertThat(other.acknowledged()).isEmpty();
            assertThat(names()).contains("strict.one").doesNotContain("strict.two", "other.strict");

            kafka.createTopic("other.strict", 1, Map.of());
            kafka.createTopic("strict.two", 1, Map.of());
            await().atMost(BOUND)
                    .until(() -> other.acknowledged().size() == 1
                            && over.acknowledged().size() == 1);
        }
    }

    @Test
    void quarantineTakesTheRestUntilTheTopicExists() throws Exception {
        sluice = sluice("some", "maximum: 1, quarantine: some-quarantine");
        try (var device = new WireDevice(sluice.mqttPort(), "d-1")) {
            device.publish(1, "some/one", "a");
            device.publish(2, "some/two", "b");
            device.publish(3, "other/some", "c");
            device.publish(4, "some/two", "d");
            await().atMost(BOUND).until(() -> device.acknowledged().equals(List.of(1, 2, 3, 4)));

            var quarantined = TopicReader.readAll(kafka.bootstrapServers(), "some-quarantine");
            assertThat(quarantined)
                    .extracting(record -> TopicReader.header(record, "sluice.intended-topic"))
                    .containsExactly("some.two", "other.some", "some.two");
            assertThat(sluice.management().metric("sluice_records_quarantined_total"))
                    .isEqualTo(3);
            await().atMost(BOUND)
                    .until(() -> sluice.management().get("/health/ready").statusCode() == 200);
            assertThat(names()).contains("some.one").doesNotContain("some.two", "other.some");

            kafka.createTopic("some.two", 1, Map.of());
            await().atMost(BOUND).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
                int next = device.acknowledged().size() + 1;
                device.publish(next, "some/two", "later");
                await().until(() -> device.acknowledged().size() == next);
                assertThat(TopicReader.readAll(kafka.bootstrapServers(), "some.two"))
                        .isNotEmpty();
            });
        }
    }

    private RunningSluice sluice(String prefix, String topics) {
        var rules = """
                shutdown: { drain: 1s }
                kafka:
                  dead-letter.topic: %1$s.dead
                  topics: { create: true, allow: ["%1$s.*"], %2$s }
                mappings:
                  - name: allowed
                    from: %1$s/{x}
                    payload: bytes
                    to: { topic: "%1$s.{x}" }
                  - name: others
                    from: other/{x}
                    payload: bytes
                    to: { topic: "other.{x}" }
                on-unmapped: local
                """.formatted(prefix, topics);
        return RunningSluice.start(folder, kafka.bootstrapServers(), rules);
    }

    private Set<String> names() throws ExecutionException, InterruptedException {
        return admin.listTopics().names().get();
    }

    private String config(String topic, String key) throws ExecutionException, InterruptedException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(key)
                .value();
    }
}
