package dev.sluice.broker.identity.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.broker.access.Credentials;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.access.Verdict;
import dev.sluice.broker.identity.Proven;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the other side says of one device. */
record HookAnswer(
        boolean allow,
        Optional<String> clientId,
        Optional<String> user,
        Map<String, String> attributes,
        Optional<Instant> expires) {

    private static final JsonMapper JSON = new JsonMapper();

    /** @throws IOException when it cannot be understood; the message shows nothing of it */
    static HookAnswer parse(byte[] json) throws IOException {
        JsonNode answer;
        try {
            answer = JSON.readTree(json);
        } catch (IOException notJson) {
            throw new IOException("the answer is not JSON");
        }
        if (!answer.path("allow").isBoolean()) {
            throw new IOException("the answer has no \"allow\" that is true or false");
        }
        return new HookAnswer(
                answer.get("allow").booleanValue(),
                text(answer, "client-id"),
                text(answer, "user"),
                attributes(answer),
                expires(answer));
    }

    private static Optional<String> text(JsonNode answer, String key) throws IOException {
        var value = answer.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new IOException("\"" + key + "\" of the answer is not text");
        }
        return Optional.of(value.textValue());
    }

    private static Map<String, String> attributes(JsonNode answer) throws IOException {
        var attributes = new HashMap<String, String>();
        for (var each : answer.path("attributes").properties()) {
            if (!each.getValue().isValueNode() || each.getValue().isNull()) {
                throw new IOException("an attribute of the answer is not a single value");
            }
            attributes.put("http." + each.getKey(), each.getValue().asText());
        }
        return attributes;
    }

    private static Optional<Instant> expires(JsonNode answer) throws IOException {
        var value = answer.path("expires");
        if (value.isIntegralNumber()) {
            return Optional.of(Instant.ofEpochSecond(value.longValue()));
        }
        try {
            return text(answer, "expires").map(Instant::parse);
        } catch (DateTimeException notATime) {
            throw new IOException(
                    "\"expires\" of the answer is neither seconds since 1970 nor a time as in 2026-11-22T12:00:00Z");
        }
    }

    boolean isOver(Instant now) {
        return expires.isPresent() && !now.isBefore(expires.get());
    }

    /** For a device that goes by the user name that it sent, unless the answer names another. */
    Verdict on(Credentials shown, Instant now) {
        if (!allow || isOver(now)) {
            return Verdict.refused(Refusal.BAD_CREDENTIALS);
        }
        return Proven.identity(
                shown, clientId, user.or(() -> Optional.ofNullable(shown.userName())), attributes, expires);
    }
}
