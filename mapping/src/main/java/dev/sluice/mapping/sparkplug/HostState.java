package dev.sluice.mapping.sparkplug;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.sluice.mapping.json.JsonBuffer;
import java.io.IOException;

/** Writes the state of a host application (Sparkplug 3.0.0 §6.4.25 and .26), the one payload of Sparkplug that is JSON. */
final class HostState {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private HostState() {}

    static void write(JsonBuffer out, String host, Span payload) throws Unreadable {
        Boolean online = null;
        Long timestamp = null;
        try (JsonParser parser = JSON.createParser(payload.bytes(), payload.offset(), payload.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw wrong();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var key = parser.currentName();
                var value = parser.nextToken();
                if (key.equals("online") && value.isBoolean()) {
                    online = parser.getBooleanValue();
                } else if (key.equals("timestamp") && value == JsonToken.VALUE_NUMBER_INT) {
                    timestamp = parser.getLongValue();
                } else {
                    parser.skipChildren();
                }
            }
            if (online == null || timestamp == null || parser.nextToken() != null) {
                throw wrong();
            }
        } catch (IOException notJson) {
            throw wrong();
        }
        out.beginObject().name("type").string(MessageType.STATE.name());
        out.name("host").string(host).name("timestamp").number(timestamp);
        out.name("online").bool(online).endObject();
    }

    private static Unreadable wrong() {
        return new Unreadable(
                "the state of a host is JSON with \"online\", true or false, and \"timestamp\", an integer");
    }
}
