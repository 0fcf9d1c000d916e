package dev.sluice.mapping.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.settings.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class LintTest {

    @Test
    void ordinaryRulesGetNoAdvice() {
        assertThat(advice("""
                        mappings:
                          - name: telemetry
                            from: devices/{site}/{device}/telemetry
                            to: { topic: "telemetry.{site}", key: "{device}", timestamp: payload.ts }
                            value: { schema: A }
                          - name: status
                            from: devices/{site}/{device}/status
                            to: { topic: status, key: "{site}/{device}", headers: { seq: payload.seq } }
                            value: { schema: A }
                          - name: alarms
                            from: alarms/#
                            to: { topic: alarms, key: payload.deviceId }
                            value: { schema: B }
                          - name: by-site
                            from: sites/{site}/{device}
                            to: { topic: sites, key: "{site}" }
                            value: { schema: B }
                        """)).isEmpty();
    }

    @Test
    void ruleBehindOneThatTakesAllOfItsTopicsNeverMatches() {
        var advice = advice("""
                mappings:
                  - { name: devices, from: "devices/{site}/{device}", to: { topic: a } }
                  - { name: never, from: devices/north/d7, to: { topic: b } }
                  - { name: deeper, from: devices/north/d7/x, to: { topic: b } }
                """);

        assertThat(advice).hasSize(1);
        assertThat(advice.get(0).code()).isEqualTo("RULE-SHADOWED");
        assertThat(advice.get(0).level()).isEqualTo(Level.ERROR);
        assertThat(advice.get(0).rule()).isEqualTo("never");
        assertThat(advice.get(0).place()).isEqualTo("sluice.yaml:3");
        assertThat(advice.get(0).sentence())
                .startsWith("Never takes a message: rule \"devices\" (sluice.yaml:2) takes all of its topics");
    }

    @Test
    void ruleWithTheShapeOfAnEarlierOneNeverMatches() {
        assertThat(advice("""
                        mappings:
                          - { name: one, from: "devices/{a}/x", to: { topic: a } }
                          - { name: two, from: "devices/{b}/x", to: { topic: b } }
                        """))
                .singleElement()
                .satisfies(advice -> assertThat(advice.sentence()).contains("takes the same topics before it"));
    }

    @Test
    void ruleBehindOneWithAConditionMayMatch() {
        assertThat(advice("""
                        mappings:
                          - { name: hot, from: "devices/{a}", when: payload.t > 100, to: { topic: a } }
                          - { name: all, from: "devices/{a}", to: { topic: b } }
                        """)).isEmpty();
        assertThat(advice("""
                        mappings:
                          - { name: hot, from: "devices/{a}", when: payload.t > 100, to: { topic: a } }
                          - { name: again, from: devices/d7, when: payload.t > 100, to: { topic: b } }
                        """)).extracting(Advice::code).containsExactly("RULE-SHADOWED");
    }

    @Test
    void rulesThatAllMatchMayStoreAMessageTwice() {
        var both = """
                match: all
                mappings:
                  - { name: one, from: "devices/{a}", to: { topic: %s } }
                  - { name: two, from: devices/#, to: { topic: t } }
                """;
        assertThat(advice(both.formatted("t"))).extracting(Advice::code).containsExactly("RECORD-TWICE");
        assertThat(advice(both.formatted("u"))).isEmpty();
    }

    @Test
    void keyThatIsAnotherWithEveryMessageSplitsADevice() {
        assertThat(codes("key: \"{mqtt.client}/{payload.seq}\"")).containsExactly("KEY-SPLITS-DEVICE WARNING");
        assertThat(codes("key: payload.timestamp")).containsExactly("KEY-SPLITS-DEVICE WARNING");
        assertThat(codes("key: payload.meta.msg_id")).containsExactly("KEY-SPLITS-DEVICE WARNING");
        assertThat(codes("key: payload.serial")).isEmpty();
    }

    @Test
    void keyThatNamesAPartOfADeviceMaySplitIt() {
        assertThat(codes("key: \"{part}\"")).containsExactly("KEY-SPLITS-DEVICE HINT");
        assertThat(codes("key: \"{device}/{part}\"")).containsExactly("KEY-SPLITS-DEVICE HINT");
        assertThat(codes("key: \"{site}\"")).isEmpty();
        assertThat(codes("key: \"{site}/{device}\"")).isEmpty();
        assertThat(codes("key: \"{device}/{mqtt.qos}\"")).containsExactly("KEY-SPLITS-DEVICE HINT");
    }

    @Test
    void keyThatIsTheSameForAllPutsThemIntoOnePartition() {
        assertThat(codes("key: \"'all'\"")).containsExactly("KEY-CONSTANT HINT");
    }

    @Test
    void topicsThatDevicesCanMakeWithoutBoundAreNamed() {
        assertThat(codes("topic: \"t.{payload.kind}\"")).containsExactly("TOPIC-UNBOUNDED WARNING");
        assertThat(codes("topic: \"t.{mqtt.client}\"")).containsExactly("TOPIC-UNBOUNDED WARNING");
        assertThat(codes("topic: \"t.{mqtt.topic}\"")).containsExactly("TOPIC-UNBOUNDED WARNING");
        assertThat(codes("topic: \"t.{device}\"")).containsExactly("TOPIC-UNBOUNDED HINT");
        assertThat(codes("topic: \"t.{site}\"")).isEmpty();
        assertThat(advice("mappings: [{ name: r, from: \"a/{path...}\", to: { topic: \"t.{path}\" } }]"))
                .extracting(Advice::code)
                .containsExactly("TOPIC-UNBOUNDED");
    }

    @Test
    void twoSchemasInOneTopicWithoutFramingCannotBeToldApart() {
        assertThat(mixed("plain", "plain", false)).containsExactly("SCHEMA-MIXED");
        assertThat(mixed("plain", "single-object", false)).containsExactly("SCHEMA-MIXED");
        assertThat(mixed("single-object", "single-object", false)).isEmpty();
    }

    @Test
    void twoSchemasUnderOneSubjectDoNotFit() {
        var confluent = "confluent, schema-id: 7";
        assertThat(mixed(confluent, confluent, true)).containsExactly("SCHEMA-MIXED");
        assertThat(mixed(confluent, confluent, false)).isEmpty();
    }

    @Test
    void whatLosesIsNamed() {
        assertThat(advice("mappings: [{ name: r, from: a, to: { topic: t }, ack: received, on-invalid: drop }]"))
                .extracting(advice -> advice.code() + " " + advice.level())
                .containsExactly("ACK-LOSSY HINT", "INVALID-DROPPED HINT");
    }

    private static List<String> codes(String inTo) {
        var topic = inTo.startsWith("topic") ? "" : "topic: t, ";
        return advice("mappings: [{ name: r, from: \"devices/{site}/{device}/{part}\", to: { " + topic + inTo + " } }]")
                .stream()
                .map(advice -> advice.code() + " " + advice.level())
                .toList();
    }

    private static List<String> mixed(String one, String other, boolean oneSchemaPerTopic) {
        var yaml = """
                mappings:
                  - { name: one, from: a, to: { topic: t }, value: { schema: A, format: %s } }
                  - { name: two, from: b, to: { topic: t }, value: { schema: B, format: %s } }
                """.formatted(one, other);
        return Lint.of(rules(yaml), oneSchemaPerTopic).stream()
                .map(Advice::code)
                .toList();
    }

    private static List<Advice> advice(String yaml) {
        return Lint.of(rules(yaml), false);
    }

    private static MappingRules rules(String yaml) {
        var file = SettingsFile.ofText("sluice.yaml", yaml, Path.of("."), List.of(), name -> null);
        return file.read((root, problems) -> MappingRules.read(root, LintTest::schema, problems))
                .orElseThrow(() -> new AssertionError(file.problems().render()));
    }

    private static Optional<Schema> schema(String name) {
        return Optional.of(SchemaBuilder.record(name).fields().optionalLong("x").endRecord());
    }
}
