package dev.sluice.mapping.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The types that one schema file defines, and those that it refers to without defining them, by full name.
 *
 * <p>Read from the JSON, since Avro itself can parse a file only once all that it refers to is known (Avro 1.12 "Names").
 */
final class NamedTypes {

    private static final Set<String> PRIMITIVES =
            Set.of("null", "boolean", "int", "long", "float", "double", "bytes", "string");

    private final Map<String, JsonNode> defined = new LinkedHashMap<>();
    private final Set<String> referred = new LinkedHashSet<>();

    private NamedTypes() {}

    static NamedTypes of(JsonNode schema) {
        NamedTypes types = new NamedTypes();
        types.read(schema, "");
        types.referred.removeAll(types.defined.keySet());
        return types;
    }

    Map<String, JsonNode> defined() {
        return defined;
    }

    Set<String> referred() {
        return referred;
    }

    /** {@code namespace} is that of the innermost definition around; empty for none. */
    private void read(JsonNode schema, String namespace) {
        if (schema.isTextual()) {
            if (!PRIMITIVES.contains(schema.asText())) {
                referred.add(fullName(schema.asText(), namespace));
            }
        } else if (schema.isArray()) {
            schema.forEach(branch -> read(branch, namespace));
        } else if (schema.isObject()) {
            readObject(schema, namespace);
        }
    }

    private void readObject(JsonNode schema, String namespace) {
        JsonNode type = schema.path("type");
        switch (type.asText()) {
            case "record", "error", "enum", "fixed" -> {
                String given = schema.path("namespace").asText(namespace);
                String name = fullName(schema.path("name").asText(), given);
                defined.put(name, schema);
                String inner = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : "";
                schema.path("fields").forEach(field -> read(field.path("type"), inner));
            }
            case "array" -> read(schema.path("items"), namespace);
            case "map" -> read(schema.path("values"), namespace);
            default -> read(type, namespace);
        }
    }

    private static String fullName(String name, String namespace) {
        return name.contains(".") || namespace.isEmpty() ? name : namespace + "." + name;
    }
}
