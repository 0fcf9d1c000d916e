package dev.sluice.bridge.cases;

import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.message.UserProperty;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import dev.sluice.mapping.topic.TopicName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads the message of a case. */
final class MessageReader {

    private static final List<String> PAYLOADS = List.of("payload", "text", "base64", "hex", "file");

    private MessageReader() {}

    /** Empty after any complaint. */
    static Optional<DeviceMessage> read(Node node, Path folder, Problems problems) {
        int before = problems.count();
        var topic = node.requiredText("topic", problems);
        if (!topic.isEmpty()) {
            TopicName.complaint(topic).ifPresent(why -> node.complain("topic", why, "BAD-VALUE", problems));
        }
        var client = node.text("client", "device-1", problems);
        int qos = node.intBetween("qos", 0, 2, 1, problems);
        boolean retained = node.flag("retained", false, problems);
        boolean duplicate = node.flag("duplicate", false, problems);
        long receivedAt = receivedAt(node, problems);
        var eventId = node.text("event-id", "case", problems);
        var properties = properties(node, problems);
        var payload = payload(node, folder, problems);
        return problems.count() > before
                ? Optional.empty()
                : Optional.of(new DeviceMessage(
                        topic, client, qos, retained, duplicate, payload, receivedAt, eventId, properties));
    }

    private static long receivedAt(Node node, Problems problems) {
        return node.optionalText("received-at", problems)
                .flatMap(text -> {
                    try {
                        return Optional.of(OffsetDateTime.parse(text).toInstant());
                    } catch (DateTimeParseException notATime) {
                        node.complain(
                                "received-at",
                                node.shown("received-at") + ": expected a time such as 2026-11-21T10:15:30Z",
                                "WRONG-TYPE",
                                problems);
                        return Optional.empty();
                    }
                })
                .orElseGet(Instant::now)
                .toEpochMilli();
    }

    private static MessageProperties properties(Node node, Problems problems) {
        var contentType = node.optionalText("content-type", problems);
        var responseTopic = node.optionalText("response-topic", problems);
        var correlation = node.optionalText("correlation-data", problems);
        var added = new ArrayList<UserProperty>();
        var map = node.map("user-properties", problems);
        map.entries()
                .forEach((name, value) ->
                        value.asText("text", problems).ifPresent(text -> added.add(new UserProperty(name, text))));
        if (contentType.isEmpty() && responseTopic.isEmpty() && correlation.isEmpty() && added.isEmpty()) {
            return MessageProperties.NONE;
        }
        return new MessageProperties(
                contentType.orElse(null),
                responseTopic.orElse(null),
                correlation.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null),
                null,
                null,
                added);
    }

    private static byte[] payload(Node node, Path folder, Problems problems) {
        var written = PAYLOADS.stream().filter(node::has).toList();
        if (written.size() > 1) {
            node.complain(
                    written.get(1), "a message has one payload, and there is " + written.get(0), "BAD-VALUE", problems);
        }
        var json = node.json("payload", problems);
        var text = node.optionalText("text", problems);
        var file = node.optionalText("file", problems);
        var base64 = node.optionalText("base64", problems);
        var hex = node.optionalText("hex", problems);
        try {
            if (json.isPresent()) {
                // A list or a map is JSON; a single value is the payload as it is written, as a device would send it.
                return (json.get().isContainerNode()
                                ? json.get().toString()
                                : json.get().asText())
                        .getBytes(StandardCharsets.UTF_8);
            }
            if (base64.isPresent()) {
                return Base64.getMimeDecoder().decode(base64.get());
            }
            if (hex.isPresent()) {
                return HexFormat.of().parseHex(hex.get().replaceAll("[\\s:]", ""));
            }
            if (file.isPresent()) {
                return Files.readAllBytes(folder.resolve(file.get()));
            }
        } catch (IllegalArgumentException notEncoded) {
            var key = base64.isPresent() ? "base64" : "hex";
            node.complain(key, node.shown(key) + ": is not " + key, "WRONG-TYPE", problems);
        } catch (IOException unreadable) {
            node.complain("file", node.shown("file") + ": cannot be read", "FILE-MISSING", problems);
        }
        return text.orElse("").getBytes(StandardCharsets.UTF_8);
    }
}
