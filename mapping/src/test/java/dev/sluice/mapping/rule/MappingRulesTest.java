package dev.sluice.mapping.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.mapping.settings.Problem;
import dev.sluice.mapping.settings.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class MappingRulesTest {

    private static final Schema TELEMETRY = SchemaBuilder.record("Telemetry")
            .fields()
            .requiredString("deviceId")
            .requiredDouble("celsius")
            .name("version")
            .type()
            .intType()
            .intDefault(1)
            .endRecord();
    private static final Schema FRAME = SchemaBuilder.record("Frame")
            .fields()
            .requiredString("deviceId")
            .requiredBytes("raw")
            .endRecord();

    private static SettingsFile file(String yaml) {
        return SettingsFile.ofText("sluice.yaml", yaml, Path.of("."), List.of(), name -> null);
    }

    private static Optional<Schema> schema(String name) {
        return List.of(TELEMETRY, FRAME).stream()
                .filter(schema -> schema.getName().equals(name))
                .findFirst();
    }

    private static Optional<MappingRules> read(SettingsFile file) {
        return file.read((node, problems) -> MappingRules.read(node, MappingRulesTest::schema, problems));
    }

    private static MappingRules rules(String yaml) {
        var file = file(yaml);
        return read(file).orElseThrow(() -> new AssertionError(file.problems().render()));
    }

    private static List<Problem> problems(String yaml) {
        var file = file(yaml);
        assertThat(read(file)).isEmpty();
        return file.problems().all();
    }

    /** A rule that is right, with lines of the caller's below it. */
    private static String rule(String more) {
        return "mappings:\n  - name: telemetry\n    from: devices/{site}/{device}/telemetry\n    to: { topic: telemetry }\n"
                + more.indent(4);
    }

    private static void refused(String more, String path, String code, String words) {
        assertThat(problems(rule(more))).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.message()).contains(words);
        });
    }

    @Test
    void defaultsAreTheEnvelopeForEverything() {
        assertThat(rules("")).isEqualTo(MappingRules.none());
        assertThat(rules("").onUnmapped()).isEqualTo(OnUnmapped.ENVELOPE);

        var rule = rules(rule("")).mappings().get(0);
        assertThat(rule.rule())
                .isEqualTo(new MappingRule("telemetry", AckMode.KAFKA, OnInvalid.DEAD_LETTER, "sluice.yaml:2"));
        assertThat(rule.value()).isEqualTo(new ValueForm.Envelope(Optional.empty()));
        assertThat(rule.key()).isEmpty();
        assertThat(rule.timestamp()).isEmpty();
    }

    @Test
    void everyKeyIsRead() {
        var rules = rules("""
                on-unmapped: refuse
                match: first
                mqtt-headers: full
                mappings:
                  - name: telemetry
                    from: devices/{site}/{device}/telemetry
                    payload: json
                    to:
                      topic: telemetry.{site}.{payload.kind}
                      key: "{device}"
                      timestamp: payload.ts
                      headers: { fleet: "{site}", source: "'mqtt'", who: mqtt.client }
                    value:
                      schema: Telemetry
                      format: confluent
                      schema-id: 7
                      fields: { deviceId: "{device}", celsius: payload.reading.temperature, version: 3 }
                    ack: received
                    on-invalid: drop
                  - name: frames
                    from: frames/{device...}
                    payload: bytes
                    to: { topic: frames }
                    value: { schema: Frame, format: plain, fields: { raw: payload, deviceId: "{device}" } }
                """);

        assertThat(rules.onUnmapped()).isEqualTo(OnUnmapped.REFUSE);
        assertThat(rules.mqttHeaders()).isEqualTo(MqttHeaders.FULL);
        assertThat(rules.mappings()).hasSize(2);
        var telemetry = rules.mappings().get(0);
        assertThat(telemetry.rule().ack()).isEqualTo(AckMode.RECEIVED);
        assertThat(telemetry.rule().onInvalid()).isEqualTo(OnInvalid.DROP);
        assertThat(telemetry.topic().parts())
                .containsExactly(
                        new TextTemplate.Literal("telemetry."),
                        new TextTemplate.Capture(0, "site"),
                        new TextTemplate.Literal("."),
                        new TextTemplate.Scalar(Scope.PAYLOAD, 0, "payload.kind"));
        assertThat(telemetry.key())
                .hasValueSatisfying(
                        key -> assertThat(key.parts()).containsExactly(new TextTemplate.Capture(1, "device")));
        assertThat(telemetry.timestamp()).contains(new TimestampForm.Extracted(Scope.PAYLOAD, 1));
        assertThat(telemetry.headers())
                .extracting(MappingDefinition.Header::name)
                .containsExactly("fleet", "source", "who");
        assertThat(((ValueForm.FromJson) telemetry.value()).framing())
                .isInstanceOfSatisfying(
                        Framing.Fixed.class, fixed -> assertThat(fixed.bytes()).containsExactly(0, 0, 0, 0, 7));
        assertThat(((ValueForm.FromBytes) rules.mappings().get(1).value())
                        .framing()
                        .length())
                .isZero();
    }

    @Test
    void journalAndTransactionsAreReadWhereTheyMakeSense() {
        var spooled = rules(rule("ack: spool\nspool-when-full: keep-latest-per-key"))
                .mappings()
                .get(0)
                .rule();
        assertThat(spooled.ack()).isEqualTo(AckMode.SPOOL);
        assertThat(spooled.whenFull()).isEqualTo(SpoolWhenFull.KEEP_LATEST_PER_KEY);
        assertThat(rules(rule("exactly-once: true")).mappings().get(0).rule().exactlyOnce())
                .isTrue();

        refused("spool-when-full: withhold", "mappings[0].spool-when-full", "SPOOL-WHEN-FULL", "needs ack: spool");
        refused("ack: spool\nexactly-once: true", "mappings[0].exactly-once", "EXACTLY-ONCE", "needs ack: kafka");
    }

    @Test
    void everyKeyThatChoosesOrMultipliesMessagesIsRead() {
        var rule = rules("match: all\n" + rule("""
                when: payload.celsius < 200
                each: payload.readings
                event-id: "{device}-{each.seq}"
                tombstone-on-empty: true
                value:
                  schema: Telemetry
                  fields: { deviceId: "{site}-{payload.id}", celsius: double(each.raw) / 10.0, version: payload.version }
                """));

        assertThat(rule.match()).isEqualTo(Match.ALL);
        var mapping = rule.mappings().get(0);
        assertThat(mapping.condition())
                .hasValueSatisfying(when -> assertThat(when.readsPayload()).isTrue());
        assertThat(mapping.each()).isPresent();
        assertThat(mapping.eventId())
                .hasValueSatisfying(
                        id -> assertThat(id.parts()).contains(new TextTemplate.Scalar(Scope.EACH, 0, "each.seq")));
        assertThat(mapping.tombstoneOnEmpty()).isTrue();
        assertThat(((ValueForm.FromJson) mapping.value()).slots())
                .extracting(slot -> slot.getClass().getSimpleName())
                .containsExactly("Text", "Computed", "Outer");
    }

    @Test
    void whatMultipliesMessagesNeedsAListAndASchema() {
        refused("each: payload.readings", "mappings[0].each", "EACH-WITHOUT-SCHEMA", "envelope");
        refused(
                "each: readings\nvalue: { schema: Telemetry }",
                "mappings[0].each",
                "EXPRESSION",
                "list in the payload");
        refused(
                "when: each.x > 1\neach: payload.r\nvalue: { schema: Telemetry }",
                "mappings[0].when",
                "EXPRESSION",
                "cannot look at each element");
        refused(fields("each.id"), "mappings[0].value.fields.deviceId", "EXPRESSION", "rules with the key each");
    }

    @Test
    void confluentNeedsARegistryOrAnId() {
        refused(
                "value: { schema: Telemetry, format: confluent }",
                "mappings[0].value.format",
                "NO-REGISTRY",
                "schemas.registry");
    }

    @Test
    void expressionsSayWhatIsAllowed() {
        var fields = "mappings[0].value.fields.deviceId";
        refused(fields("device"), fields, "EXPRESSION", "in braces: \"{device}\"");
        refused(fields("sensor"), fields, "EXPRESSION", "sensor");
        refused(fields("'{nobody}'"), fields, "EXPRESSION", "{nobody} is none of {site}, {device}, {mqtt.client}");
        refused(fields("payload..a"), fields, "EXPRESSION", "payload..a");
        refused(fields("size(payload.list)"), fields, "EXPRESSION", "int");
        refused(fields("'{device'"), fields, "EXPRESSION", "'{' without '}'");
        refused(fields("'device}'"), fields, "EXPRESSION", "'}' without '{'");
        refused(
                "payload: bytes\nvalue: { schema: Frame, fields: { deviceId: payload.a, raw: payload } }",
                fields,
                "EXPRESSION",
                "needs a payload that is looked into");
    }

    private static String fields(String deviceId) {
        return "value: { schema: Telemetry, fields: { deviceId: " + deviceId + " } }";
    }

    @Test
    void keysTimestampsAndHeadersAreChecked() {
        var to = "mappings:\n  - name: t\n    from: a/{x}\n    to: { topic: t, %s }\n";
        assertThat(problems(to.formatted("key: \"{nobody}\", timestamp: \"'1'\", headers: { mqtt.x: 'a', y: z }")))
                .extracting(Problem::path, Problem::code)
                .containsExactlyInAnyOrder(
                        tuple("mappings[0].to.key", "EXPRESSION"),
                        tuple("mappings[0].to.timestamp", "EXPRESSION"),
                        tuple("mappings[0].to.headers.mqtt.x", "HEADER-NAME"),
                        tuple("mappings[0].to.headers.y", "EXPRESSION"));
    }

    @Test
    void topicTemplatesThatCouldShareANameOrThatKafkaRefusesAreRefused() {
        var to = "mappings:\n  - name: t\n    from: a/{x}/{y}\n    to: { topic: \"%s\" }\n";
        var wrong = List.of(
                "{x}{y}",
                "{x}-{y}",
                "a/b",
                "__x",
                "__{x}",
                "..",
                "payload.kind",
                "mqtt.client",
                "{z}",
                "x".repeat(250));
        for (var topic : wrong) {
            assertThat(problems(to.formatted(topic)))
                    .as(topic)
                    .extracting(Problem::path, Problem::code)
                    .containsExactly(tuple("mappings[0].to.topic", "TOPIC-TEMPLATE"));
        }
        assertThat(rules(to.formatted("{x}.{y}")).mappings()).hasSize(1);
        assertThat(rules(to.formatted("'plain_name'")).mappings().get(0).topic().isConstant())
                .isTrue();
    }

    @Test
    void schemasAreCheckedWhenRulesAreRead() {
        refused("value: { schema: Nothing }", "mappings[0].value.schema", "SCHEMA-MISSING", "no such schema");
        refused("value: { format: plain }", "mappings[0].value.schema", "MISSING-KEY", "missing");
        refused(
                "value: { schema: Telemetry, fields: { nobody: payload.x } }",
                "mappings[0].value.fields",
                "SCHEMA-FIELDS",
                "'nobody'");
        refused(
                "value: { schema: Telemetry, fields: { celsius: \"'warm'\" } }",
                "mappings[0].value.fields",
                "SCHEMA-FIELDS",
                "'celsius'");
        refused(
                "value: { schema: Telemetry, format: plain, schema-id: 7 }",
                "mappings[0].value.schema-id",
                "UNUSED-KEY",
                "confluent only");
        refused(
                "payload: bytes\nvalue: { schema: Frame, fields: { deviceId: payload } }",
                "mappings[0].value.fields",
                "SCHEMA-FIELDS",
                "needs the type bytes");
        refused(
                "payload: bytes\nvalue: { schema: Frame, fields: { raw: payload } }",
                "mappings[0].value.fields",
                "SCHEMA-FIELDS",
                "'deviceId': needs an expression or a default");
    }

    @Test
    void everyProblemOfEveryRuleIsFoundAtOnce() {
        var file = file("""
                mappings:
                  - name: a
                    from: sites/#/temp
                    to: { topic: t }
                  - name: a
                    from: x
                    to: { topic: t, keys: y }
                  - name: envelope
                    from: y
                  - name: b/c
                    from: z
                    to: { topic: t }
                    on-invalid: ignore
                  - just text
                  - name: a
                    from: x
                    to: { topic: t }
                """);

        assertThat(read(file)).isEmpty();
        assertThat(file.problems().render()).isEqualTo("""
                sluice.yaml cannot be used (8 problems):
                  3:5   mappings[0].from        "sites/#/temp": '#' must be the last level                     [TOPIC-PATTERN]
                  7:21  mappings[1].to.keys     unknown key; did you mean "key"?                               [UNKNOWN-KEY]
                  8:5   mappings[2].name        "envelope" is the built-in rule                                [RULE-NAME]
                  8:5   mappings[2].to.topic    missing; expected text                                         [MISSING-KEY]
                  10:5  mappings[3].name        "b/c": allowed are up to 64 letters, digits, '.', '_' and '-'  [RULE-NAME]
                  13:5  mappings[3].on-invalid  "ignore": expected dead-letter | refuse | drop                 [WRONG-TYPE]
                  14:5  mappings[4]             expected a map with name, from and to                          [WRONG-TYPE]
                  15:5  mappings[5].name        "a" is the name of the rule at sluice.yaml:5 too               [RULE-NAME]""");
    }
}
