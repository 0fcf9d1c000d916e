package dev.sluice.mapping.golden;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.message.UserProperty;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * One message of an example.
 *
 * @param about what it shows, for people; empty where it is the only one
 * @param payload as the file has it, for people
 */
record GoldenMessage(String about, String payload, DeviceMessage message) {

    static final String ARRIVED = "2026-11-21T10:15:30Z";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> KEYS = Set.of(
            "about", "topic", "client", "qos", "retained", "duplicate", "received", "payload", "base64", "properties");

    /** A message, or a list of them. A payload that is an object or an array is sent byte by byte as it is written; text is unescaped. */
    static List<GoldenMessage> parse(String json) throws IOException {
        var messages = new ArrayList<GoldenMessage>();
        try (var parser = new JsonFactory().setCodec(JSON).createParser(json)) {
            boolean list = parser.nextToken() == JsonToken.START_ARRAY;
            while (!list || parser.nextToken() != JsonToken.END_ARRAY) {
                messages.add(one(parser, json));
                if (!list) {
                    break;
                }
            }
        }
        return messages;
    }

    private static GoldenMessage one(JsonParser parser, String json) throws IOException {
        var fields = JSON.createObjectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            if (!KEYS.contains(name)) {
                throw new IllegalArgumentException("a message has no " + name);
            }
            var token = parser.nextToken();
            if (name.equals("payload") && token.isStructStart()) {
                int from = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                fields.put(name, json.substring(from, (int)
                        parser.currentLocation().getCharOffset()));
            } else {
                fields.set(name, parser.<JsonNode>readValueAsTree());
            }
        }
        return of(fields);
    }

    private static GoldenMessage of(JsonNode fields) {
        var base64 = fields.path("base64").asText(null);
        var payload = base64 == null
                ? fields.get("payload").asText().getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(base64);
        var message = new DeviceMessage(
                fields.get("topic").asText(),
                fields.path("client").asText("d7"),
                fields.path("qos").asInt(1),
                fields.path("retained").asBoolean(false),
                fields.path("duplicate").asBoolean(false),
                payload,
                Instant.parse(fields.path("received").asText(ARRIVED)).toEpochMilli(),
                "e-1",
                properties(fields.path("properties")));
        return new GoldenMessage(
                fields.path("about").asText(""),
                base64 == null ? fields.get("payload").asText() : "base64 " + base64,
                message);
    }

    private static MessageProperties properties(JsonNode fields) {
        var correlation = fields.path("correlation-data").asText(null);
        var user = new ArrayList<UserProperty>();
        fields.path("user")
                .forEach(pair -> user.add(
                        new UserProperty(pair.get(0).asText(), pair.get(1).asText())));
        return new MessageProperties(
                fields.path("content-type").asText(null),
                fields.path("response-topic").asText(null),
                correlation == null ? null : Base64.getDecoder().decode(correlation),
                null,
                null,
                user);
    }
}
