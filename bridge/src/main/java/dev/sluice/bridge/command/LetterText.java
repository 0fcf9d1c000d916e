package dev.sluice.bridge.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.bridge.deadletter.DeadLetter;
import dev.sluice.bridge.kafka.replay.StoredLetter;
import java.time.Instant;

/** One letter on one line. Devices choose topics and client ids, so nothing in them may steer a terminal. */
final class LetterText {

    private LetterText() {}

    /** Place, time, reason, rule, topic, client id, size, detail. */
    static String line(StoredLetter stored, DeadLetter letter) {
        var message = letter.message();
        return String.format(
                "%-10s %-24s %-22s %-16s %s %s %dB %s",
                stored.place(),
                Instant.ofEpochMilli(message.receivedAtMillis()),
                printable(letter.reason()),
                printable(letter.rule()),
                printable(message.topic()),
                printable(message.clientId()),
                letter.cut().payloadBytes(),
                printable(letter.detail()));
    }

    static String json(StoredLetter stored, DeadLetter letter, boolean replayed) {
        var message = letter.message();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("partition", stored.partition());
        node.put("offset", stored.offset());
        node.put("time", Instant.ofEpochMilli(message.receivedAtMillis()).toString());
        node.put("reason", letter.reason());
        node.put("rule", letter.rule());
        node.put("topic", message.topic());
        node.put("client", message.clientId());
        node.put("qos", message.qos());
        node.put("bytes", letter.cut().payloadBytes());
        node.put("detail", letter.detail());
        node.put("eventId", message.eventId());
        node.put("cut", letter.cut().words());
        node.put("replayed", replayed);
        return node.toString();
    }

    /** The text with everything that is no printable character written as {@code \}{@code uXXXX}. */
    static String printable(String text) {
        var printed = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (isPrintable(character)) {
                printed.appendCodePoint(character);
            } else {
                printed.append(String.format("\\u%04x", character));
            }
        });
        return printed.toString();
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
