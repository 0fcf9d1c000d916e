package dev.sluice.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What Helm rendered.
 *
 * @param text as it would go to the cluster
 * @param objects one for each document of it
 */
record Manifests(String text, List<JsonNode> objects) {

    private static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory());

    static Manifests of(String text) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return new Manifests(
                    text,
                    documents.readAll().stream().filter(JsonNode::isObject).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one object of this kind and name. */
    JsonNode one(String kind, String name) {
        var found = objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind)
                        && object.at("/metadata/name").asText().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " objects are " + kind + " " + name + "; there are " + names());
        }
        return found.get(0);
    }

    private String names() {
        return objects.stream()
                .map(object -> object.path("kind").asText() + " "
                        + object.at("/metadata/name").asText())
                .collect(Collectors.joining(", "));
    }
}
