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

    /** Text of a header is cut at this many characters: a detail may quote what a device sent. */
    private static final int LONGEST_HEADER = 1024;

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
            payload = Arrays.copyOf(payload, largestValue);
        }
        var key = message.clientId().getBytes(StandardCharsets.UTF_8);
        return new OutgoingRecord(topic, key, payload, message.receivedAtMillis(), headers);
    }

    private static OutgoingHeader header(String name, String value) {
        var text = value.length() > LONGEST_HEADER ? value.substring(0, LONGEST_HEADER) : value;
        return new OutgoingHeader(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
