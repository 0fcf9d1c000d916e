package dev.sluice.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Resources that other programs bring into a cluster, held to a list of their fields: {@code custom-resources.yaml}. */
final class CustomResources {

    private static final JsonNode KNOWN = known();

    private CustomResources() {}

    /** Sentences about fields that there are not, values of other types, and what is missing. */
    static List<String> complaints(JsonNode object) {
        var kind = object.path("kind").asText();
        var name = object.path("apiVersion").asText() + " " + kind;
        var fields = KNOWN.path(name);
        if (fields.isMissingNode()) {
            return List.of(name + ": nobody knows this kind");
        }
        var complaints = new ArrayList<String>();
        look(kind + ".spec", object.path("spec"), fields, complaints);
        return complaints;
    }

    private static void look(String path, JsonNode written, JsonNode fields, List<String> complaints) {
        if (fields.isTextual()) {
            if (!isA(fields.asText(), written)) {
                complaints.add(path + ": " + written + " is no " + fields.asText());
            }
            return;
        }
        if (fields.isArray()) {
            if (!written.isArray()) {
                complaints.add(path + ": is no list");
            }
            written.forEach(each -> look(path + "[]", each, fields.get(0), complaints));
            return;
        }
        written.properties().forEach(entry -> {
            var there = path + "." + entry.getKey();
            var field = fields.has(entry.getKey()) ? fields.get(entry.getKey()) : fields.get(entry.getKey() + "!");
            if (field == null) {
                complaints.add(there + ": there is no such field");
            } else {
                look(there, entry.getValue(), field, complaints);
            }
        });
        fields.fieldNames().forEachRemaining(field -> {
            if (field.endsWith("!") && !written.has(field.substring(0, field.length() - 1))) {
                complaints.add(path + "." + field.substring(0, field.length() - 1) + ": is required");
            }
        });
    }

    private static boolean isA(String type, JsonNode value) {
        return switch (type) {
            case "text" -> value.isTextual();
            case "number" -> value.isInt();
            case "truth" -> value.isBoolean();
            case "duration" -> value.asText().matches("([0-9]+(h|m|s))+");
            case "anything" -> true;
            default ->
                type.startsWith("one of ")
                        && List.of(type.substring(7).split(" ")).contains(value.asText());
        };
    }

    private static JsonNode known() {
        try (var file = CustomResources.class.getResourceAsStream("custom-resources.yaml")) {
            return Yaml.read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
