package dev.sluice.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.rule.OnUnmapped;
import dev.sluice.mapping.settings.DataSize;
import dev.sluice.mapping.settings.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SluiceSettingsTest {

    @Test
    void defaultsAreEnoughToRun() {
        var settings = SettingsText.good("");

        assertThat(settings.mqtt().listeners()).containsExactly(ListenerSettings.plain("127.0.0.1", 1_883));
        assertThat(settings.kafka().bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(settings.management().port()).isEqualTo(8_080);
        assertThat(settings.rules()).isEqualTo(MappingRules.none());
    }

    @Test
    void everyKeyIsRead() {
        var settings = SettingsText.good("""
                mqtt: { offline-queue: 1 }
                kafka: { warm-up: 1s }
                management: { port: 1 }
                schemas: { folder: /tmp }
                shutdown: { drain: 1s }
                on-unmapped: local
                mappings: [{ name: a, from: a/#, payload: bytes, to: { topic: a } }]
                """);

        assertThat(settings.mqtt().offlineQueue()).isEqualTo(1);
        assertThat(settings.kafka().warmUp()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.management().port()).isEqualTo(1);
        assertThat(settings.schemas().folder()).isPresent();
        assertThat(settings.shutdown().drain()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.rules().onUnmapped()).isEqualTo(OnUnmapped.LOCAL);
        assertThat(settings.rules().mappings()).hasSize(1);
    }

    @Test
    void largestPacketFollowsWhatKafkaTakes() {
        assertThat(SettingsText.good("").mqtt().maxPacket()).isEqualTo(DataSize.ofKilobytes(960));
        assertThat(SettingsText.good("kafka: {max.request.size: 2097152}")
                        .mqtt()
                        .maxPacket())
                .isEqualTo(DataSize.ofKilobytes(1_984));
        assertThat(SettingsText.good("kafka: {max.request.size: 20000}").mqtt().maxPacket())
                .isEqualTo(DataSize.ofBytes(10_000));
    }

    @Test
    void budgetThatCannotHoldOnePacketIsAProblem() {
        assertThat(SettingsText.problems("mqtt: {max-packet: 2MB}\nkafka: {in-flight: {bytes: 1MB}}"))
                .extracting(Problem::path, Problem::code)
                .containsExactly(tuple("kafka.in-flight.bytes", "OUT-OF-RANGE"));
    }

    @Test
    void schemaFolderThatIsMissingIsOneProblemAndNotOnePerRule() {
        var yaml = """
                schemas: { folder: nowhere }
                mappings:
                  - { name: a, from: a/#, to: { topic: a }, value: { schema: A } }
                  - { name: b, from: b/#/c, to: { topic: b }, value: { schema: B } }
                """;

        assertThat(SettingsText.problems(yaml))
                .extracting(Problem::line, Problem::path, Problem::code)
                .containsExactly(
                        tuple(1, "schemas.folder", "SCHEMA-UNUSABLE"), tuple(4, "mappings[1].from", "TOPIC-PATTERN"));
    }

    @Test
    void ruleWhoseSchemaIsNotThereSaysSo() {
        assertThat(SettingsText.problems("mappings: [{name: a, from: a, to: {topic: a}, value: {schema: A}}]"))
                .extracting(Problem::path, Problem::code)
                .containsExactly(tuple("mappings[0].value.schema", "SCHEMA-MISSING"));
    }

    @Test
    void allProblemsComeAtOnceInTheOrderOfTheFile() {
        var yaml = """
                mqtt:
                  listeners: [{ port: 70000 }]
                  max-packt: 1MB
                kafka:
                  acks: 1
                managment: { port: 8080 }
                """;

        assertThat(SettingsText.problems(yaml))
                .extracting(Problem::line, Problem::path, Problem::code)
                .containsExactly(
                        tuple(2, "mqtt.listeners[0].port", "OUT-OF-RANGE"),
                        tuple(3, "mqtt.max-packt", "UNKNOWN-KEY"),
                        tuple(5, "kafka.acks", "BREAKS-PROMISE"),
                        tuple(6, "managment", "UNKNOWN-KEY"));
    }
}
