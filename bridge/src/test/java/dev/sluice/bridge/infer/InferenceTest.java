package dev.sluice.bridge.infer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.kafka.ProducerProperties;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.bridge.trial.Trial;
import dev.sluice.mapping.lint.Level;
import dev.sluice.mapping.lint.Lint;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.settings.SettingsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.avro.Schema;

class InferenceTest {

    /** Whatever a sample holds, its proposal can be used, lints without errors and warnings, and rejects none of it. */
    @Property(tries = 120)
    void proposalTakesAllOfItsSample(@ForAll("samples") List<String> lines) throws Exception {
        var folder = Files.createTempDirectory("infer-test");
        try {
            var file = Files.write(folder.resolve("sample.ndjson"), lines);
            var proposal = new Inference(new Sample(file), InferenceTest::read).propose(folder.resolve("proposal"));
            var rules = read(folder.resolve("proposal/sluice.yaml"));

            assertThat(Lint.of(rules, false))
                    .filteredOn(advice -> advice.level() != Level.HINT)
                    .as(proposal.yaml())
                    .isEmpty();
            var trial = new Trial(rules);
            for (var line : lines) {
                var message = Sample.read(line);
                var outcome = trial.of(message(message));
                assertThat(outcome.rejections()).as(proposal.yaml()).isEmpty();
                assertThat(outcome.records())
                        .as("%s in %s", line, proposal.yaml())
                        .singleElement()
                        .satisfies(record -> assertThat(record.rule().name()).isNotEqualTo("envelope"));
            }
        } finally {
            remove(folder);
        }
    }

    @Property(tries = 1)
    void typesAreMergedOverAllMessages() throws Exception {
        var schema = schema("""
                {"topic":"devices/d1/telemetry","payload":{"ts":1795299330123,"t":21,"n":1,"s":"a","pos":{"lat":1.5},"tags":["x"],"m":null,"x-y":1}}
                {"topic":"devices/d2/telemetry","payload":{"ts":"2026-11-21T10:15:30Z","t":21.5,"n":2,"s":7,"pos":{"lat":2,"lon":3},"tags":[],"by":{"c1":1,"c2":2,"c3":3},"x-y":2}}
                """, "DevicesTelemetry");

        assertThat(schema.getField("ts").schema().getLogicalType().getName()).isEqualTo("timestamp-millis");
        assertThat(schema.getField("t").schema().getType()).isEqualTo(Schema.Type.DOUBLE);
        assertThat(schema.getField("n").schema().getType()).isEqualTo(Schema.Type.LONG);
        assertThat(schema.getField("s").schema()).hasToString("[\"long\",\"string\"]");
        assertThat(schema.getField("m").schema()).hasToString("[\"null\",\"string\"]");
        assertThat(schema.getField("by").schema()).hasToString("[\"null\",{\"type\":\"map\",\"values\":\"long\"}]");
        assertThat(schema.getField("tags").schema()).hasToString("{\"type\":\"array\",\"items\":\"string\"}");
        assertThat(schema.getField("pos").schema().getField("lon").schema()).hasToString("[\"null\",\"long\"]");
        assertThat(schema.getField("x_y").schema().getType()).isEqualTo(Schema.Type.LONG);
    }

    private static Schema schema(String lines, String name) throws Exception {
        var folder = Files.createTempDirectory("infer-test");
        try {
            var file = Files.writeString(folder.resolve("sample.ndjson"), lines);
            var proposal = new Inference(new Sample(file), InferenceTest::read).propose(folder.resolve("proposal"));
            assertThat(proposal.yaml())
                    .contains("from: \"devices/{device}/telemetry\"", "key: \"{device}\"", "timestamp: \"payload.ts\"")
                    .contains("x_y: \"payload['x-y']\"");
            return new Schema.Parser().parse(proposal.schemas().get(name + ".avsc"));
        } finally {
            remove(folder);
        }
    }

    private static DeviceMessage message(SampleMessage message) {
        return new DeviceMessage(
                message.topic(),
                "c",
                1,
                false,
                false,
                message.payload(),
                System.currentTimeMillis(),
                "e",
                MessageProperties.NONE);
    }

    private static MappingRules read(Path file) {
        var source = SettingsFile.of(file, List.of());
        return source.read(SluiceSettings.reader(new ProducerProperties(), source.folder()))
                .orElseThrow(() -> new AssertionError(source.problems().render()))
                .rules();
    }

    private static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }

    @Provide
    Arbitrary<List<String>> samples() {
        var level = Arbitraries.of(
                "devices", "sites", "north", "south", "d1", "d2", "d3", "telemetry", "status", "", "{x}", "v1", "ä");
        var topic = level.list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(levels -> String.join("/", levels))
                .filter(text -> !text.isEmpty());
        return Combinators.combine(topic, payload())
                .as((name, payload) -> Sample.line(name, payload))
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    private static Arbitrary<byte[]> payload() {
        var text = Arbitraries.of(
                "",
                "21.5",
                "7",
                "1e400",
                "on",
                "true",
                "[1,2]",
                "{}",
                "{",
                "{\"a\":1,\"a\":2}",
                "<xml/>",
                "null",
                "\"text\"");
        var object = object(2);
        return Arbitraries.oneOf(object, object, object, text)
                .map(json -> json.getBytes(StandardCharsets.UTF_8))
                .flatMap(bytes -> Arbitraries.frequency(Tuple.of(20, bytes), Tuple.of(1, new byte[] {(byte) 0xFF, 0})));
    }

    private static Arbitrary<String> object(int depth) {
        var key = Arbitraries.of("ts", "time", "a", "b", "c", "a-b", "1", "d 1", "created_at", "ü", "value", "it's");
        return Combinators.combine(key, value(depth))
                .as((name, value) -> "\"" + name + "\":" + value)
                .list()
                .ofMaxSize(5)
                .uniqueElements(member -> member.substring(0, member.indexOf(':')))
                .map(members -> "{" + String.join(",", members) + "}");
    }

    private static Arbitrary<String> value(int depth) {
        var scalar = Arbitraries.of(
                "null",
                "true",
                "1",
                "-0",
                "9223372036854775807",
                "9223372036854775808",
                "1.5",
                "1e3",
                "1e999",
                "1795299330123",
                "\"2026-11-21T10:15:30Z\"",
                "\"2026-11-21 10:15:30Z\"",
                "\"x\"",
                "\"\"");
        return depth == 0
                ? scalar
                : Arbitraries.oneOf(
                        scalar,
                        scalar,
                        object(depth - 1),
                        value(depth - 1).list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]"));
    }
}
