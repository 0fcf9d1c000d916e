package dev.sluice.mapping.schema;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** One .avsc: its text, the names in it, and what became of it once what it refers to was found. */
final class SchemaFile {

    private final Path path;
    private final String text;
    private final NamedTypes types;
    private final Map<String, Schema> named = new HashMap<>();
    private Schema schema;

    SchemaFile(Path path, String text, NamedTypes types) {
        this.path = path;
        this.text = text;
        this.types = types;
    }

    Path path() {
        return path;
    }

    String text() {
        return text;
    }

    NamedTypes types() {
        return types;
    }

    /** Called once, before the file is shared. */
    void resolvedAs(Schema schema, List<Schema> all) {
        this.schema = schema;
        all.forEach(type -> named.put(type.getFullName(), type));
    }

    Schema schema() {
        return schema;
    }

    Schema named(String fullName) {
        return named.get(fullName);
    }
}
