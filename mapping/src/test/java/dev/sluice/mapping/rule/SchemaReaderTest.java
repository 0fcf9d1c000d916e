package dev.sluice.mapping.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.schema.SchemaSource;
import dev.sluice.mapping.schema.SubjectUnusable;
import dev.sluice.mapping.settings.Problem;
import dev.sluice.mapping.settings.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class SchemaReaderTest {

    private static final Schema TELEMETRY =
            SchemaBuilder.record("Telemetry").fields().requiredLong("seq").endRecord();

    private static final SchemaSource REGISTRY = new SchemaSource() {
        @Override
        public Optional<Schema> find(String name) {
            return Optional.empty();
        }

        @Override
        public Schema ofSubject(String subject, String version) throws SubjectUnusable {
            if (subject.equals("telemetry-value") && List.of("latest", "3").contains(version)) {
                return TELEMETRY;
            }
            throw SubjectUnusable.missing("no version " + version + " of " + subject);
        }
    };

    private List<Problem> problems;

    @Test
    void schemaOfASubjectIsTheLatestUnlessAVersionIsNamed() {
        assertThat(read("schema: { subject: telemetry-value }", REGISTRY)).contains(TELEMETRY);
        assertThat(read("schema: { subject: telemetry-value, version: 3 }", REGISTRY))
                .contains(TELEMETRY);
    }

    @Test
    void wrongSubjectIsAProblemWithItsPlace() {
        assertThat(read("schema: { subject: telemetry-value, version: 4 }", REGISTRY))
                .isEmpty();
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(1);
            assertThat(problem.path()).isEqualTo("schema.subject");
            assertThat(problem.code()).isEqualTo("SCHEMA-MISSING");
            assertThat(problem.message()).isEqualTo("no version 4 of telemetry-value");
        });
    }

    @Test
    void versionIsANumberOrLatest() {
        assertThat(read("schema: { subject: telemetry-value, version: newest }", REGISTRY))
                .isEmpty();
        assertThat(problems).extracting(Problem::path).containsExactly("schema.version");
    }

    @Test
    void subjectWithoutARegistryIsAProblemThatSaysSo() {
        assertThat(read("schema: { subject: telemetry-value }", name -> Optional.empty()))
                .isEmpty();
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("NO-REGISTRY");
            assertThat(problem.message()).contains("schemas.registry.url");
        });
    }

    @Test
    void nameIsNeverLookedUpAsASubject() {
        assertThat(read("schema: telemetry-value", REGISTRY)).isEmpty();
        assertThat(problems).extracting(Problem::code).containsExactly("SCHEMA-MISSING");
    }

    @Test
    void schemaMayBeWrittenInTheRule() {
        var read = read("""
                schema:
                  type: record
                  name: Reading
                  namespace: plant
                  fields:
                    - { name: celsius, type: double, default: -1.5 }
                    - { name: note, type: ["null", string], default: null }
                    - { name: unit, type: string, default: "1" }
                    - { name: blank, type: string, default: "" }
                    - { name: good, type: boolean, default: true }
                    - { name: id, type: { type: fixed, name: Id, size: 16 } }
                    - { name: price, type: { type: bytes, logicalType: decimal, precision: 9, scale: 2 } }
                """, name -> Optional.empty());

        assertThat(read).contains(new Schema.Parser().parse("""
                                        {"type": "record", "name": "Reading", "namespace": "plant", "fields": [
                                          {"name": "celsius", "type": "double", "default": -1.5},
                                          {"name": "note", "type": ["null", "string"], "default": null},
                                          {"name": "unit", "type": "string", "default": "1"},
                                          {"name": "blank", "type": "string", "default": ""},
                                          {"name": "good", "type": "boolean", "default": true},
                                          {"name": "id", "type": {"type": "fixed", "name": "Id", "size": 16}},
                                          {"name": "price", "type":
                                            {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}}]}
                                        """));
    }

    @Test
    void writtenSchemaThatAvroRefusesIsAProblemInAvrosWords() {
        assertThat(read("schema: { type: record, name: R, fields: [ { name: a, type: Missing } ] }", REGISTRY))
                .isEmpty();
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("schema");
            assertThat(problem.code()).isEqualTo("SCHEMA-UNUSABLE");
            assertThat(problem.message()).contains("Missing");
        });
    }

    private Optional<Schema> read(String yaml, SchemaSource source) {
        var file = SettingsFile.ofText("sluice.yaml", yaml, Path.of("/"), List.of(), Map.<String, String>of()::get);
        var read = file.read((root, found) -> new SchemaReader(source, found).read(root));
        problems = file.problems().all();
        return read.flatMap(schema -> schema);
    }
}
