package dev.sluice.mapping.rule;

import dev.sluice.mapping.schema.SchemaAmbiguous;
import dev.sluice.mapping.schema.SchemaSource;
import dev.sluice.mapping.schema.SubjectUnusable;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Reads {@code schema} of a value: a name for the folder, a subject of the registry, or the schema itself.
 *
 * <pre>
 *   schema: Telemetry
 *   schema: { subject: telemetry-value, version: 3 }
 *   schema: { type: record, name: Telemetry, fields: [ { name: celsius, type: double } ] }
 * </pre>
 */
final class SchemaReader {

    private static final String KEY = "schema";
    private static final String LATEST = "latest";

    private final SchemaSource schemas;
    private final Problems problems;

    SchemaReader(SchemaSource schemas, Problems problems) {
        this.schemas = schemas;
        this.problems = problems;
    }

    /** Empty after any complaint. */
    Optional<Schema> read(Node value) {
        if (!value.isMap(KEY)) {
            return named(value);
        }
        var node = value.map(KEY, problems);
        return node.has("subject") ? ofSubject(node) : inline(node);
    }

    private Optional<Schema> named(Node value) {
        var name = value.requiredText(KEY, problems);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            var schema = schemas.find(name);
            if (schema.isEmpty()) {
                value.complain(
                        KEY, "\"" + name + "\": no such schema in the schemas folder", "SCHEMA-MISSING", problems);
            }
            return schema;
        } catch (SchemaAmbiguous several) {
            value.complain(KEY, several.getMessage(), "SCHEMA-AMBIGUOUS", problems);
            return Optional.empty();
        }
    }

    private Optional<Schema> ofSubject(Node node) {
        var subject = node.requiredText("subject", problems);
        var version = node.text("version", LATEST, problems);
        if (!version.equals(LATEST) && !version.matches("[1-9][0-9]{0,8}")) {
            node.complain(
                    "version", node.shown("version") + ": expected latest, or a number from 1", "WRONG-TYPE", problems);
            return Optional.empty();
        }
        if (subject.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(schemas.ofSubject(subject, version));
        } catch (SubjectUnusable why) {
            node.complain("subject", why.getMessage(), why.code(), problems);
            return Optional.empty();
        }
    }

    private Optional<Schema> inline(Node node) {
        int before = problems.count();
        var json = node.asJson(problems);
        if (problems.count() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Schema.Parser().parse(json));
        } catch (AvroRuntimeException notASchema) {
            node.complain(
                    "not a usable Avro schema: " + notASchema.getMessage()
                            + " (expected a record with everything that it uses, or subject: and version:)",
                    "SCHEMA-UNUSABLE",
                    problems);
            return Optional.empty();
        }
    }
}
