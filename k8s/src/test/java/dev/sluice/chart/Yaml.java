package dev.sluice.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** YAML as trees. */
final class Yaml {

    private static final YAMLMapper MAPPER = new YAMLMapper();

    private Yaml() {}

    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every document that is a map. */
    static List<JsonNode> documents(String text) {
        try (var documents = MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return documents.readAll().stream().filter(JsonNode::isObject).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts {@code over} on top, as Helm does: maps are merged, anything else is replaced, null takes away. */
    static void merge(ObjectNode under, ObjectNode over) {
        over.properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                under.remove(entry.getKey());
            } else if (entry.getValue() instanceof ObjectNode above
                    && under.get(entry.getKey()) instanceof ObjectNode below) {
                merge(below, above);
            } else {
                under.set(entry.getKey(), entry.getValue());
            }
        });
    }
}
