package dev.sluice.bridge.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.registry.RegistrySettings;
import dev.sluice.bridge.reload.RuleSet;
import dev.sluice.bridge.settings.SchemaSettings;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.engine.EngineServices;
import dev.sluice.mapping.engine.MappingEngine;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.schema.SchemaReference;
import dev.sluice.mapping.settings.Problem;
import dev.sluice.mapping.settings.SettingsFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShadowTest {

    private static final String RULES = """
            on-unmapped: local
            mappings:
              - name: telemetry
                from: devices/{site}/{device}
                to: { topic: "telemetry.{site}", key: "{device}", timestamp: payload.ts, headers: { fleet: "{site}" } }
                value: { schema: T, format: single-object, fields: { device: "{device}" } }
            """;
    private static final String PAYLOAD = "{\"x\": 7, \"y\": 8, \"ts\": 1700000000000, \"private\": \"do not tell\"}";
    private static final Sample ALL = Sample.parse("100%").orElseThrow();

    @TempDir
    private Path folder;

    private final Metrics metrics = new Metrics();
    private final Shadow shadow = new Shadow(metrics.gauges());
    private CandidateSource candidates;

    @BeforeEach
    void schemas() throws IOException {
        Files.createDirectories(folder.resolve("schemas"));
        Files.writeString(folder.resolve("schemas/T.avsc"), """
                {"type": "record", "name": "T", "fields": [
                  {"name": "device", "type": "string"}, {"name": "x", "type": "int"}, {"name": "y", "type": "int"}]}
                """);
        candidates = new CandidateSource(folder, MappingEngine::new);
    }

    @AfterEach
    void close() {
        shadow.close();
        metrics.close();
    }

    @Test
    void sameRulesMakeNoDifference() {
        var report = tried(RULES, "devices/north/d1", "elsewhere");

        assertThat(report.equal()).isEqualTo(2);
        assertThat(report.different()).isZero();
        assertThat(report.examples()).isEmpty();
        assertThat(report.pairs())
                .containsExactlyInAnyOrder(
                        new ShadowReport.Pair("telemetry", "telemetry", 1, 0), new ShadowReport.Pair("-", "-", 1, 0));
    }

    @Test
    void everyAspectOfARecordIsHeldAgainstTheOther() {
        assertThat(difference(RULES.replace("telemetry.{site}", "all.{site}")))
                .isEqualTo("TOPIC: Kafka topic telemetry.north → all.north");
        assertThat(difference(RULES.replace("key: \"{device}\"", "key: \"{site}\"")))
                .isEqualTo("KEY: key differs");
        assertThat(difference(RULES.replace("payload.ts", "payload.later")))
                .startsWith("TIMESTAMP: timestamp differs by ")
                .endsWith(" ms");
        assertThat(difference(RULES.replace("fleet:", "site:"))).isEqualTo("HEADERS: headers differ: fleet, site");
        assertThat(difference(RULES.replace("device: \"{device}\"", "device: \"{site}\", y: payload.x")))
                .isEqualTo("VALUE: value differs in device, y");
        assertThat(difference(RULES.replace("single-object", "plain")))
                .isEqualTo("VALUE: value differs in its framing or schema version only");
        assertThat(difference(RULES.replace("name: telemetry", "name: other")))
                .isEqualTo("RULE: rule telemetry → other");
    }

    @Test
    void idThatOnlyARegistryGivesIsNotADifferenceAndTheRecordBehindItIs() {
        var confluent = RULES.replace("single-object", "confluent");
        var ids = EngineServices.none().with((Schema schema, String topic) -> SchemaReference.known(schema, 7));
        var rules = rules(confluent);
        var active = new RuleSet(rules, new MappingEngine(rules, ids), "active", schemaSettings(), Instant.EPOCH);
        var message = message("devices/north/d1", PAYLOAD.getBytes(StandardCharsets.UTF_8));
        var outcome = active.engine().map(message);

        shadow.start(candidate(confluent), ALL);
        shadow.seen(message, outcome, active);
        assertThat(ended().equal()).isEqualTo(1);

        shadow.start(candidate(confluent.replace("device: \"{device}\"", "device: \"{site}\"")), ALL);
        shadow.seen(message, outcome, active);
        assertThat(ended().examples())
                .extracting(ShadowReport.Example::difference)
                .containsExactly("value differs in device");
    }

    @Test
    void everyRecordOfEveryRuleThatTakesAMessageIsCompared() {
        var all = RULES.replace("on-unmapped", "match: all\non-unmapped")
                + "  - { name: raw, from: devices/#, payload: bytes, to: { topic: raw } }\n";

        assertThat(difference(all)).isEqualTo("RULE RECORDS: rule telemetry → telemetry and raw; records 1 → 2");
        assertThat(difference(RULES + "    tombstone-on-empty: true\n", new byte[0]))
                .isEqualTo("OUTCOME: rejected (PAYLOAD_NOT_DECODABLE) → mapped");
    }

    @Test
    void otherOutcomeIsTheDifferenceAndNotTheRecordsThatAreMissing() {
        assertThat(difference(RULES.replace("{device}\", timestamp", "{payload.z}\", timestamp")))
                .isEqualTo("OUTCOME: mapped → rejected (FIELD_MISSING)");
        assertThat(difference(RULES.replace("devices/", "elsewhere/")))
                .isEqualTo("OUTCOME RULE: mapped → ignored (on-unmapped: local); rule telemetry → -");
    }

    @Test
    void reportsHoldNothingOfAPayloadAndOnlyTheLastExamples() {
        var topics = IntStream.rangeClosed(1, 50)
                .mapToObj(i -> "devices/north/d" + i)
                .toArray(String[]::new);

        var report = tried(RULES.replace("fields: {", "fields: { x: payload.private,"), topics);

        assertThat(report.different()).isEqualTo(50);
        assertThat(report.examples())
                .hasSize(20)
                .last()
                .extracting(ShadowReport.Example::topic)
                .isEqualTo("devices/north/d50");
        assertThat(report.toString()).doesNotContain("do not tell");
    }

    @Test
    void whatCannotBeTriedInTimeIsSkippedAndNobodyWaits() throws IOException {
        var active = active();
        var big = message("devices/north/d1", new byte[1 << 20]);
        var outcome = active.engine().map(big);
        shadow.start(candidate(RULES), ALL);

        for (int i = 0; i < 5_000; i++) {
            shadow.seen(big, outcome, active);
        }
        var report = ended();

        assertThat(report.sampled()).isEqualTo(5_000);
        assertThat(report.skipped()).isPositive();
        assertThat(report.equal() + report.skipped()).isEqualTo(5_000);
        assertThat(metric("skipped")).isEqualTo(report.skipped());
        assertThat(metric("equal")).isEqualTo(report.equal());
    }

    @Test
    void faultOfTheCandidateIsCountedAndTheTrialGoesOn() throws IOException {
        var active = active();
        shadow.start(candidate(RULES), ALL);
        var good = message("devices/north/d1", PAYLOAD.getBytes(StandardCharsets.UTF_8));

        shadow.seen(good, null, active); // no engine says this
        shadow.seen(good, active.engine().map(good), active);

        await().untilAsserted(() -> {
            var report = shadow.report().orElseThrow();
            assertThat(report.failed()).isEqualTo(1);
            assertThat(report.equal()).isEqualTo(1);
        });
    }

    @Test
    void sampleTakesItsShareOfMessagesWhoeverSentThem() throws IOException {
        var active = active();
        var message = message("elsewhere", new byte[0]);
        var outcome = active.engine().map(message);
        shadow.start(candidate(RULES), Sample.parse("10%").orElseThrow());

        for (int i = 0; i < 20_000; i++) {
            shadow.seen(message, outcome, active);
        }

        assertThat(ended().sampled()).isBetween(1_600L, 2_400L);
    }

    @Test
    void newTrialReplacesTheOneBeforeAndWithoutATrialNothingIsKept() throws IOException {
        assertThat(shadow.report()).isEmpty();
        shadow.start(candidate(RULES), ALL);
        shadow.start(candidate(RULES.replace("name: telemetry", "name: other")), ALL);

        assertThat(shadow.end()).isPresent();
        assertThat(shadow.end()).isEmpty();
        assertThat(shadow.report()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0%", "101%", "-1%", "10", "ten", "%", "NaN%", "Infinity%"})
    void sampleIsAShare(String written) {
        assertThat(Sample.parse(written)).isEmpty();
    }

    @Test
    void shareIsShownAsItWasWritten() {
        assertThat(Sample.parse("0.5%")).map(Sample::toString).contains("0.5%");
        assertThat(Sample.parse("10%")).map(Sample::toString).contains("10%");
    }

    @Test
    void wholeConfigurationIsACandidateAndItsOtherSectionsAreNotLookedInto() {
        var checked = candidates.text(
                RULES
                        + "kafka: { sasl.jaas.config: '${env:SECRET}', nonsense: 1 }\nauthentication: { anonymous: true }\n",
                schemaSettings());

        assertThat(checked.problems()).isEmpty();
        assertThat(checked.candidate()).isPresent();
    }

    @Test
    void everyProblemOfACandidateIsNamed() {
        var checked = candidates.text("mapings: []\nmappings: [{ name: a, from: 'a/#/b' }]", schemaSettings());

        assertThat(checked.candidate()).isEmpty();
        assertThat(checked.problems()).extracting(Problem::code).contains("UNKNOWN-KEY", "TOPIC-PATTERN");
    }

    @Test
    void textFromOutsideCannotAskForTheEnvironmentOrFiles() throws IOException {
        Files.writeString(folder.resolve("secret"), "hidden");
        for (var reference : new String[] {"${env:PATH}", "${file:secret}"}) {
            var checked = candidates.text(RULES.replace("telemetry.{site}", reference), schemaSettings());

            assertThat(checked.problems()).extracting(Problem::code).contains("BAD-REFERENCE");
            assertThat(checked.problems().toString()).doesNotContain("hidden");
        }
    }

    @Test
    void fileIsOneOfTheConfigurationsFolderAndNoOther() throws IOException {
        Files.writeString(folder.resolve("candidate.yaml"), RULES);
        var inner = Files.createDirectories(folder.resolve("inner"));
        Files.writeString(inner.resolve("secret.txt"), "x");
        var narrow = new CandidateSource(inner, MappingEngine::new);

        assertThat(candidates.file("candidate.yaml", schemaSettings()).candidate())
                .isPresent();
        assertThat(narrow.file("../candidate.yaml", schemaSettings()).problems())
                .extracting(Problem::code)
                .containsExactly("FILE-MISSING");
        assertThat(narrow.file("secret.txt", schemaSettings()).problems()).hasSize(1);
        assertThat(narrow.file("/etc/passwd", schemaSettings()).problems()).hasSize(1);
    }

    private String difference(String candidate) {
        return difference(candidate, PAYLOAD.getBytes(StandardCharsets.UTF_8));
    }

    private String difference(String candidate, byte[] payload) {
        var report = tried(candidate, payload, "devices/north/d1");
        assertThat(report.different()).isEqualTo(1);
        assertThat(report.aspects().values()).allMatch(count -> count == 1);
        return String.join(
                        " ",
                        report.aspects().keySet().stream().map(Aspect::name).toList()) + ": "
                + report.examples().get(0).difference();
    }

    private ShadowReport tried(String rules, String... topics) {
        return tried(rules, PAYLOAD.getBytes(StandardCharsets.UTF_8), topics);
    }

    private ShadowReport tried(String rules, byte[] payload, String... topics) {
        var active = active();
        shadow.start(candidate(rules), ALL);
        for (var topic : topics) {
            var message = message(topic, payload);
            shadow.seen(message, active.engine().map(message), active);
        }
        return ended();
    }

    private ShadowReport ended() {
        return shadow.end(Duration.ofMinutes(1)).orElseThrow();
    }

    private RuleSet active() {
        var rules = rules(RULES);
        return new RuleSet(rules, new MappingEngine(rules), "active", schemaSettings(), Instant.EPOCH);
    }

    private MappingRules rules(String yaml) {
        var file = SettingsFile.ofText("sluice.yaml", yaml, folder, List.of(), Map.<String, String>of()::get);
        return file.read(SluiceSettings.rulesReader(folder, schemaSettings())).orElseThrow();
    }

    private Candidate candidate(String rules) {
        var checked = candidates.text(rules, schemaSettings());
        assertThat(checked.problems()).isEmpty();
        return checked.candidate().orElseThrow();
    }

    private SchemaSettings schemaSettings() {
        return new SchemaSettings(
                Optional.of(folder.resolve("schemas")),
                Optional.of(RegistrySettings.at(URI.create("http://registry.invalid"))));
    }

    private long metric(String result) {
        var line = "sluice_shadow_messages_total{result=\"" + result + "\"} ";
        return (long) metrics.scrape()
                .lines()
                .filter(each -> each.startsWith(line))
                .mapToDouble(each -> Double.parseDouble(each.substring(line.length())))
                .sum();
    }

    private static DeviceMessage message(String topic, byte[] payload) {
        return new DeviceMessage(
                topic, "client", 1, false, false, payload, 1_700_000_100_000L, "event", MessageProperties.NONE);
    }
}
