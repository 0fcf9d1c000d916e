package dev.sluice.bridge.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.mapping.engine.OutgoingHeader;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.message.MessageProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes one letter in one shape, with as much of its payload as is asked for. */
final class LetterWriter {

    private final DeadLetter letter;
    private final String topic;
    private final LetterShape shape;

    // for one record
    private List<OutgoingHeader> headers;
    private boolean textsCut;

    LetterWriter(DeadLetter letter, String topic, LetterShape shape) {
        this.letter = letter;
        this.topic = topic;
        this.shape = shape;
    }

    OutgoingRecord record(int payloadBytes) {
        var message = letter.message();
        headers = new ArrayList<>(16);
        textsCut = letter.cut().texts();
        add(DeadLetterFormat.EVENT_ID, message.eventId());
        if (message.duplicate()) {
            add(DeadLetterFormat.DUPLICATE, "true");
        }
        addText(DeadLetterFormat.TOPIC, message.topic());
        addText(DeadLetterFormat.CLIENT, message.clientId());
        add(DeadLetterFormat.QOS, Integer.toString(message.qos()));
        if (message.retained()) {
            add(DeadLetterFormat.RETAINED, "true");
        }
        addProperties(message.properties());
        add(DeadLetterFormat.REASON, letter.reason());
        add(DeadLetterFormat.DETAIL, DeadLetterFormat.shortened(letter.detail(), DeadLetterFormat.LONGEST_DETAIL));
        add(DeadLetterFormat.RULE, letter.rule());
        add(DeadLetterFormat.RECEIVED_AT, Long.toString(message.receivedAtMillis()));
        letter.schemaId().ifPresent(id -> add(DeadLetterFormat.SCHEMA_ID, Integer.toString(id)));
        addCut(payloadBytes);
        var payload = message.payload();
        return new OutgoingRecord(
                topic,
                kept(message.clientId()).getBytes(UTF_8),
                payloadBytes == payload.length ? payload : Arrays.copyOf(payload, payloadBytes),
                message.receivedAtMillis(),
                headers);
    }

    private void addProperties(MessageProperties properties) {
        addText(DeadLetterFormat.CONTENT_TYPE, properties.contentType());
        addText(DeadLetterFormat.RESPONSE_TOPIC, properties.responseTopic());
        var correlation = properties.correlationData();
        if (correlation != null) {
            boolean isShort = shape == LetterShape.SHORT_TEXTS;
            var bytes = isShort ? DeadLetterFormat.shortened(correlation) : correlation;
            textsCut |= bytes.length < correlation.length;
            headers.add(new OutgoingHeader(DeadLetterFormat.CORRELATION_DATA, bytes));
        }
        if (properties.messageExpirySeconds() != null) {
            add(DeadLetterFormat.EXPIRY, properties.messageExpirySeconds().toString());
        }
        if (properties.payloadFormatIndicator() != null) {
            add(
                    DeadLetterFormat.PAYLOAD_FORMAT,
                    properties.payloadFormatIndicator().toString());
        }
        if (shape == LetterShape.WHOLE) {
            properties
                    .userProperties()
                    .forEach(property -> add(DeadLetterFormat.USER_PROPERTY + property.name(), property.value()));
        }
    }

    private void addCut(int payloadBytes) {
        var before = letter.cut();
        var message = letter.message();
        boolean propertiesCut = shape != LetterShape.WHOLE
                && !message.properties().userProperties().isEmpty();
        var cut = new Cut(
                before.payload() || payloadBytes < message.payload().length,
                before.payloadBytes(),
                before.userProperties() || propertiesCut,
                textsCut);
        if (cut.anything()) {
            add(DeadLetterFormat.CUT, cut.words());
        }
        if (cut.payload()) {
            add(DeadLetterFormat.CUT_FROM_BYTES, Integer.toString(cut.payloadBytes()));
        }
    }

    private void addText(String name, String text) {
        if (text != null) {
            add(name, kept(text));
        }
    }

    private String kept(String text) {
        if (shape != LetterShape.SHORT_TEXTS) {
            return text;
        }
        var kept = DeadLetterFormat.shortened(text, DeadLetterFormat.SHORT_TEXT);
        textsCut |= kept.length() < text.length();
        return kept;
    }

    private void add(String name, String value) {
        headers.add(new OutgoingHeader(name, value.getBytes(UTF_8)));
    }
}
