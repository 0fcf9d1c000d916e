package dev.sluice.simulator.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Base64;
import java.util.Optional;

/**
 * A message as it was received, and the line of JSON that keeps it:
 * <pre>
 * {"time":"2026-01-31T23:59:59.123Z","topic":"a/b","qos":1,"retain":false,"payload":"text"}
 * </pre>
 * A payload that is no UTF-8 text stands as {@code payload_base64}. Lines that {@code mosquitto_sub -F %j} prints are read as well ({@code
 * tst} for the time, {@code retain} as 0 or 1, a payload that is JSON itself), and times in milliseconds since the epoch. Time, QoS and retain may
 * be missing.
 */
public record RecordedMessage(Optional<Instant> time, String topic, int qos, boolean retain, byte[] payload) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter WITH_OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter();

    /** The line, without its end. */
    public String toLine() {
        ObjectNode line = JSON.createObjectNode();
        time.ifPresent(moment -> line.put("time", moment.toString()));
        line.put("topic", topic).put("qos", qos).put("retain", retain);
        try {
            line.put(
                    "payload",
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString());
        } catch (CharacterCodingException noText) {
            line.put("payload_base64", Base64.getEncoder().encodeToString(payload));
        }
        return line.toString();
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException when it is no message; the message says why
     */
    public static RecordedMessage parse(String line) {
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is no JSON: " + e.getOriginalMessage(), e);
        }
        if (json == null || !json.isObject()) {
            throw new IllegalArgumentException("is no JSON object");
        }
        JsonNode topic = json.get("topic");
        if (topic == null || !topic.isTextual() || topic.textValue().isEmpty()) {
            throw new IllegalArgumentException("has no \"topic\"");
        }
        int qos = json.path("qos").asInt(0);
        if (qos < 0 || qos > 2) {
            throw new IllegalArgumentException("has \"qos\" " + qos + ", which is none");
        }
        JsonNode time = json.has("time") ? json.get("time") : json.path("tst");
        return new RecordedMessage(
                time(time), topic.textValue(), qos, json.path("retain").asBoolean(false), payload(json));
    }

    private static Optional<Instant> time(JsonNode time) {
        if (time.isMissingNode() || time.isNull()) {
            return Optional.empty();
        }
        if (time.isIntegralNumber()) {
            return Optional.of(Instant.ofEpochMilli(time.longValue()));
        }
        try {
            return Optional.of(OffsetDateTime.parse(time.asText(), WITH_OFFSET).toInstant());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "has a \"time\" that is neither ISO 8601 with an offset nor milliseconds since the epoch: " + time,
                    e);
        }
    }

    private static byte[] payload(JsonNode json) {
        JsonNode payload = json.get("payload");
        if (payload != null) {
            return (payload.isTextual() ? payload.textValue() : payload.isNull() ? "" : payload.toString())
                    .getBytes(UTF_8);
        }
        JsonNode base64 = json.get("payload_base64");
        if (base64 == null || !base64.isTextual()) {
            throw new IllegalArgumentException("has neither \"payload\" nor \"payload_base64\"");
        }
        try {
            return Base64.getDecoder().decode(base64.textValue());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a \"payload_base64\" that is no base64: " + e.getMessage(), e);
        }
    }
}
