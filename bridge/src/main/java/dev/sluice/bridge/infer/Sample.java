package dev.sluice.bridge.infer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.mapping.topic.TopicName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * A recorded sample: one JSON object a line, with {@code topic} and either {@code payload} or {@code payload-base64}. Text in {@code payload} is the
 * payload's bytes in UTF-8, anything else is a payload of JSON: so {@code mosquitto_sub -F '%j'} and {@code -F '%J'} write samples. The former
 * ends a payload at its first zero byte, which {@code payloadlen} gives away: such a line is refused.
 */
public final class Sample {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** A character for a byte, so that lines are found before they are known to be text. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private static final String NOT_A_MESSAGE =
            "is not a message; expected {\"topic\": \"…\", \"payload\": …} or {\"topic\": \"…\", \"payload-base64\": \"…\"}";
    private static final String ONLY_TEXT =
            "mosquitto_sub -F '%j' keeps no payloads that are not text, sluice infer --broker does";

    private final Path file;

    public Sample(Path file) {
        this.file = file;
    }

    /**
     * Reads it all, in its order.
     *
     * @throws SampleUnreadable at the first line that is not a message
     */
    void forEach(Consumer<SampleMessage> message) throws IOException, SampleUnreadable {
        try (var lines = Files.newBufferedReader(file, BYTES)) {
            int number = 0;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    try {
                        message.accept(read(text(line)));
                    } catch (Unusable unusable) {
                        throw new SampleUnreadable("line " + number + " " + unusable.getMessage());
                    }
                }
            }
        }
    }

    /** What is wrong with a line, as the end of a sentence. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    private static String text(String bytes) throws Unusable {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(BYTES)))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new Unusable("is not UTF-8; " + ONLY_TEXT);
        }
    }

    static SampleMessage read(String line) throws Unusable {
        try {
            var json = JSON.readTree(line);
            var topic = json.path("topic");
            if (topic.isTextual() && TopicName.complaint(topic.textValue()).isEmpty()) {
                return new SampleMessage(topic.textValue(), payload(json));
            }
        } catch (JsonProcessingException | IllegalArgumentException notAMessage) {
            // nor is it said here what JSON has against it
        }
        throw new Unusable(NOT_A_MESSAGE);
    }

    private static byte[] payload(JsonNode json) throws Unusable {
        var base64 = json.get("payload-base64");
        if (base64 != null) {
            return Base64.getDecoder().decode(base64.asText());
        }
        var payload = json.get("payload");
        if (payload == null) {
            throw new Unusable(NOT_A_MESSAGE);
        }
        if (!payload.isTextual()) {
            return (payload.isNull() ? "" : payload.toString()).getBytes(StandardCharsets.UTF_8);
        }
        var bytes = payload.textValue().getBytes(StandardCharsets.UTF_8);
        if (json.path("payloadlen").asInt(bytes.length) > bytes.length) {
            throw new Unusable("has " + bytes.length + " bytes of a payload of "
                    + json.get("payloadlen").asInt() + "; " + ONLY_TEXT);
        }
        return bytes;
    }

    /** The line for a message that was received, such that {@link #forEach} gives it back. */
    public static String line(String topic, byte[] payload) {
        return JSON.createObjectNode()
                .put("topic", topic)
                .put("payload-base64", payload)
                .toString();
    }
}
