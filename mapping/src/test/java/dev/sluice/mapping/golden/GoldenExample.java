package dev.sluice.mapping.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.mapping.engine.EngineServices;
import dev.sluice.mapping.engine.Mapped;
import dev.sluice.mapping.engine.MappingEngine;
import dev.sluice.mapping.engine.MappingOutcome;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.engine.Rejected;
import dev.sluice.mapping.rule.MappingRule;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.schema.FolderSchemas;
import dev.sluice.mapping.schema.SchemaReference;
import dev.sluice.mapping.schema.SchemaSource;
import dev.sluice.mapping.schema.SchemasUnusable;
import dev.sluice.mapping.settings.SettingsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** One folder: {@code rule.yaml}, perhaps {@code schemas/*.avsc}, {@code message.json}, {@code expected.json}. */
record GoldenExample(Path folder) {

    private static final Path ALL = Path.of("src/test/resources/golden");
    private static final JsonMapper JSON = new JsonMapper();

    static List<GoldenExample> all() throws IOException {
        try (Stream<Path> folders = Files.list(ALL)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(GoldenExample::new)
                    .toList();
        }
    }

    static GoldenExample named(String name) {
        return new GoldenExample(ALL.resolve(name));
    }

    String name() {
        return folder.getFileName().toString();
    }

    String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    List<Path> schemas() throws IOException {
        var schemas = folder.resolve("schemas");
        if (!Files.isDirectory(schemas)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(schemas)) {
            return files.sorted().toList();
        }
    }

    List<GoldenMessage> messages() throws IOException {
        return GoldenMessage.parse(text("message.json"));
    }

    JsonNode expected() throws IOException {
        return JSON.readTree(text("expected.json"));
    }

    MappingRules rules() throws IOException {
        var file = SettingsFile.of(folder.resolve("rule.yaml"), List.of());
        return file.read((root, problems) -> {
                    var schemas = root.map("schemas", problems);
                    SchemaSource source = schemas.has("folder")
                            ? load(file.folder().resolve(schemas.requiredText("folder", problems)))
                            : name -> Optional.empty();
                    return MappingRules.read(root, source, problems);
                })
                .orElseThrow(() -> new AssertionError(file.problems().render()));
    }

    /** What becomes of the messages: one object, or a list if there is a list of messages. */
    JsonNode actual() throws IOException {
        var rules = rules();
        var engine = engine(rules);
        var outcomes = JSON.createArrayNode();
        for (var golden : messages()) {
            outcomes.add(outcome(engine.map(golden.message()), rules));
        }
        return text("message.json").startsWith("[") ? outcomes : outcomes.get(0);
    }

    /** The only record that the only message becomes. */
    OutgoingRecord record() throws IOException {
        var outcome = engine(rules()).map(messages().get(0).message());
        return ((Mapped) outcome).records().get(0);
    }

    /** An engine whose registry gives every schema the id 7. */
    private static MappingEngine engine(MappingRules rules) {
        return new MappingEngine(
                rules, EngineServices.none().with((Schema schema, String topic) -> SchemaReference.known(schema, 7)));
    }

    private static JsonNode outcome(MappingOutcome outcome, MappingRules rules) {
        return outcome.fold(
                mapped -> mapped(mapped, rules),
                GoldenExample::rejected,
                ignored -> JSON.createObjectNode().put("ignored", written(ignored.policy())),
                several -> several.parts().stream()
                        .map(part -> outcome(part, rules))
                        .collect(JSON::createArrayNode, ArrayNode::add, ArrayNode::addAll));
    }

    /** One record by itself, several as a list. */
    private static JsonNode mapped(Mapped mapped, MappingRules rules) {
        var records = JSON.createArrayNode();
        mapped.records().forEach(record -> records.add(record(mapped, record, rules)));
        return records.size() == 1 ? records.get(0) : records;
    }

    private static ObjectNode record(Mapped mapped, OutgoingRecord record, MappingRules rules) {
        var outcome = ruled(mapped.rule());
        outcome.put("topic", record.topic());
        outcome.put("key", text(record.key()));
        outcome.put("timestamp", Instant.ofEpochMilli(record.timestampMillis()).toString());
        var headers = outcome.putObject("headers");
        record.headers().forEach(header -> headers.put(header.name(), text(header.value())));
        if (record.value() == null) {
            return outcome.putNull("record");
        }
        var value = AvroValue.of(record, mapped.rule(), rules);
        outcome.put("framing", value.framing());
        return outcome.set("record", value.json());
    }

    private static ObjectNode rejected(Rejected rejected) {
        return ruled(rejected.rule())
                .put("on-invalid", written(rejected.rule().onInvalid()))
                .put("reason", rejected.reason().name())
                .put("detail", rejected.detail());
    }

    private static ObjectNode ruled(MappingRule rule) {
        return JSON.createObjectNode().put("rule", rule.name()).put("ack", written(rule.ack()));
    }

    private static String written(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static SchemaSource load(Path folder) {
        try {
            return FolderSchemas.load(folder);
        } catch (SchemasUnusable unusable) {
            throw new AssertionError(unusable);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
