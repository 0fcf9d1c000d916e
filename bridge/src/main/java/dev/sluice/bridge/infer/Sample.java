package dev.sluice.bridge.infer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.mapping.topic.TopicName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A recorded sample: one JSON object a line, with {@code topic} and either {@code payload} or {@code payload-base64}. Text in {@code payload} is the
 * payload's bytes in UTF-8, anything else is a payload of JSON: so {@code mosquitto_sub -F '%j'} and {@code -F '%J'} write samples.
 */
public final class Sample {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

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
        try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    var read = read(line);
                    if (read.isEmpty()) {
                        throw new SampleUnreadable(
                                "line " + number
                                        + " is not a message; expected {\"topic\": \"…\", \"payload\": …} or {\"topic\": \"…\", \"payload-base64\": \"…\"}");
                    }
                    message.accept(read.get());
                }
            }
        }
    }

    static Optional<SampleMessage> read(String line) {
        try {
            var json = JSON.readTree(line);
            var topic = json.path("topic");
            if (!topic.isTextual() || TopicName.complaint(topic.textValue()).isPresent()) {
                return Optional.empty();
            }
            return payload(json).map(payload -> new SampleMessage(topic.textValue(), payload));
        } catch (JsonProcessingException | IllegalArgumentException notAMessage) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> payload(JsonNode json) {
        var base64 = json.get("payload-base64");
        if (base64 != null) {
            return Optional.of(Base64.getDecoder().decode(base64.asText()));
        }
        var payload = json.get("payload");
        if (payload == null) {
            return Optional.empty();
        }
        var text = payload.isNull() ? "" : payload.isTextual() ? payload.textValue() : payload.toString();
        return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The line for a message that was received, such that {@link #forEach} gives it back. */
    public static String line(String topic, byte[] payload) {
        return JSON.createObjectNode()
                .put("topic", topic)
                .put("payload-base64", payload)
                .toString();
    }
}
