package dev.sluice.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sluice.bridge.kafka.ProducerProperties;
import dev.sluice.mapping.settings.DataSize;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problem;
import dev.sluice.mapping.settings.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {

    private static final BudgetSettings USUAL_BUDGET = new BudgetSettings(50_000, DataSize.ofMegabytes(64));

    @Test
    void defaultsAreKafkaOnThisMachineAndTenMinutesOfPatience() {
        assertThat(SettingsText.good("", KafkaSettingsTest::read))
                .isEqualTo(new KafkaSettings(
                        Map.of(),
                        "localhost:9092",
                        "mqtt.dead-letters",
                        Duration.ofMinutes(10),
                        USUAL_BUDGET,
                        Duration.ofSeconds(5),
                        TopicSettings.OFF,
                        SettingsText.good("", TransactionSettings::read)));
    }

    @Test
    void everyKeyIsRead() {
        var yaml = """
                bootstrap.servers: kafka-1:9092,kafka-2:9092
                dead-letter.topic: rejected
                delivery-deadline: 30s
                in-flight: { messages: 10, bytes: 1MB }
                warm-up: 0s
                topics:
                  create: true
                  allow: ["telemetry.*", alarms]
                  partitions: 12
                  replication: 3
                  retention: 2d
                  compaction: true
                  maximum: 50
                  quarantine: mqtt.quarantine
                transactions: { id: north-1, markers-topic: marks, max-batch: 10, linger: 0s }
                linger.ms: 20
                client.id: north
                """;

        assertThat(SettingsText.good(yaml, KafkaSettingsTest::read))
                .isEqualTo(new KafkaSettings(
                        Map.of("linger.ms", "20", "client.id", "north"),
                        "kafka-1:9092,kafka-2:9092",
                        "rejected",
                        Duration.ofSeconds(30),
                        new BudgetSettings(10, DataSize.ofMegabytes(1)),
                        Duration.ZERO,
                        new TopicSettings(
                                true,
                                List.of(new TopicNamePattern("telemetry.*"), new TopicNamePattern("alarms")),
                                OptionalInt.of(12),
                                OptionalInt.of(3),
                                Optional.of(Duration.ofDays(2)),
                                true,
                                50,
                                Optional.of("mqtt.quarantine")),
                        new TransactionSettings("north-1", "marks", 10, Duration.ZERO)));
    }

    @Test
    void everythingThatBreaksThePromiseIsNamedAtOnce() {
        assertThat(SettingsText.problems("kafka:\n  acks: 1\n  enable.idempotence: false\n  linger.ms: soon\n"))
                .extracting(Problem::line, Problem::path, Problem::code)
                .containsExactly(
                        tuple(2, "kafka.acks", "BREAKS-PROMISE"),
                        tuple(3, "kafka.enable.idempotence", "BREAKS-PROMISE"),
                        tuple(4, "kafka.linger.ms", "BAD-VALUE"));
    }

    @Test
    void misspeltPropertyIsUnknownAndTheRightOneIsNamed() {
        assertThat(SettingsText.problems("kafka: {linger.m: 5}"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("UNKNOWN-KEY");
                    assertThat(problem.message()).contains("\"linger.ms\"");
                });
    }

    @Test
    void overridesFindKeysWithDots() {
        assertThat(SettingsText.problems("", "kafka.acks=0", "kafka.in-flight.messages=0"))
                .extracting(Problem::file, Problem::path, Problem::code)
                .containsExactlyInAnyOrder(
                        tuple("--set", "kafka.acks", "BREAKS-PROMISE"),
                        tuple("--set", "kafka.in-flight.messages", "OUT-OF-RANGE"));
    }

    @Test
    void serversWithoutAPortAreNamed() {
        assertThat(SettingsText.problems("kafka: {bootstrap.servers: localhost}"))
                .extracting(Problem::path, Problem::code)
                .containsExactly(tuple("kafka.bootstrap.servers", "BAD-VALUE"));
    }

    @Test
    void deadLetterTopicIsOneThatKafkaTakes() {
        for (String topic : new String[] {"dead letters", "..", "__consumer_offsets", "a/b", "x".repeat(250)}) {
            assertThat(SettingsText.problems("kafka: {dead-letter.topic: '" + topic + "'}"))
                    .extracting(Problem::path, Problem::code)
                    .containsExactly(tuple("kafka.dead-letter.topic", "BAD-VALUE"));
        }
    }

    @Test
    void topicCreationNeedsNamesThatAreAllowed() {
        assertThat(SettingsText.problems("kafka: {topics: {create: true}}"))
                .extracting(Problem::path, Problem::code)
                .containsExactly(tuple("kafka.topics.allow", "MISSING-KEY"));
        assertThat(SettingsText.problems("kafka: {topics: {create: true, allow: ['a b', '__x*']}}"))
                .extracting(Problem::path, Problem::code)
                .contains(tuple("kafka.topics.allow", "BAD-VALUE"));
        assertThat(SettingsText.problems("kafka: {topics: {quarantine: '..'}}", "kafka.topics.maximum=-1"))
                .extracting(Problem::path, Problem::code)
                .containsExactlyInAnyOrder(
                        tuple("kafka.topics.quarantine", "BAD-VALUE"), tuple("kafka.topics.maximum", "OUT-OF-RANGE"));
    }

    @Test
    void secretsAreNeverPrinted() {
        var settings = SettingsText.good(
                "sasl.jaas.config: hush\nssl.keystore.password: hush\nlinger.ms: 20\n", KafkaSettingsTest::read);

        assertThat(settings.producer()).containsEntry("sasl.jaas.config", "hush");
        assertThat(settings.toString())
                .doesNotContain("hush")
                .contains("linger.ms=20, sasl.jaas.config=***, ssl.keystore.password=***");
    }

    private static KafkaSettings read(Node node, Problems problems) {
        return KafkaSettings.read(node, new ProducerProperties(), problems);
    }
}
