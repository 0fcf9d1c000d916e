package dev.sluice.bridge.cases;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a case says of one record. What it does not mention may be anything.
 *
 * @param headers that must be there; there may be others
 * @param timestamp RFC 3339 text, or milliseconds since the epoch
 * @param value fields that must be there
 * @param exact whether the value has no other fields
 */
record ExpectedRecord(
        Optional<String> rule,
        Optional<String> topic,
        Optional<String> key,
        Map<String, String> headers,
        Optional<String> timestamp,
        Optional<String> schema,
        Optional<JsonNode> value,
        boolean exact,
        boolean tombstone) {

    static final List<String> KEYS =
            List.of("rule", "topic", "key", "headers", "timestamp", "schema", "value", "exact", "tombstone");

    static ExpectedRecord read(Node node, Problems problems) {
        var headers = new LinkedHashMap<String, String>();
        node.map("headers", problems)
                .entries()
                .forEach((name, value) ->
                        headers.put(name, value.asText("text", problems).orElse("")));
        return new ExpectedRecord(
                node.optionalText("rule", problems),
                node.optionalText("topic", problems),
                node.optionalText("key", problems),
                headers,
                node.optionalText("timestamp", problems),
                node.optionalText("schema", problems),
                node.json("value", problems),
                node.flag("exact", false, problems),
                node.flag("tombstone", false, problems));
    }
}
