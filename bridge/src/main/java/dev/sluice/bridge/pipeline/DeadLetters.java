package dev.sluice.bridge.pipeline;

import dev.sluice.mapping.engine.OutgoingHeader;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns a message that cannot be stored as its rule says into a record that keeps it: the original bytes and why. */
final class DeadLetters {

    /** Key and text of headers are cut at this many characters: client ids, topics and details are as long as devices like. */
    private static final int LONGEST_TEXT = 1024;

    private final String topic;

    DeadLetters(String topic) {
        this.topic = topic;
    }

    String topic() {
        return topic;
    }

    /** @param largestValue bytes of payload that fit; a longer one is cut and flagged with its true length */
    OutgoingRecord letter(DeviceMessage message, String rule, RejectReason reason, String detail, int largestValue) {
        var payload = message.payload();
        List<OutgoingHeader> headers = new ArrayList<>(10);
        headers.add(header("mqtt.event-id", message.eventId()));
        if (message.duplicate()) {
            headers.add(header("mqtt.dup", "true"));
        }
        headers.add(header("mqtt.topic", message.topic()));
        headers.add(header("mqtt.client", message.clientId()));
        headers.add(header("mqtt.qos", Integer.toString(message.qos())));
        headers.add(header("dead-letter.reason", reason.name()));
        headers.add(header("dead-letter.detail", detail));
        headers.add(header("dead-letter.rule", rule));
        headers.add(header("dead-letter.received-at", Long.toString(message.receivedAtMillis())));
        if (payload.length > largestValue) {
            headers.add(header("dead-letter.cut-from-bytes", Integer.toString(payload.length)));
            payload = Arrays.copyOf(payload, Math.max(0, largestValue));
        }
        return new OutgoingRecord(topic, bytes(message.clientId()), payload, message.receivedAtMillis(), headers);
    }

    private static OutgoingHeader header(String name, String value) {
        return new OutgoingHeader(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        var kept = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        return kept.getBytes(StandardCharsets.UTF_8);
    }
}
