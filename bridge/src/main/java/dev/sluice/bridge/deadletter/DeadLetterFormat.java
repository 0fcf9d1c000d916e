package dev.sluice.bridge.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.mapping.engine.OutgoingHeader;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.message.UserProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;

/**
 * A dead letter as a Kafka record: the key is the client id, so that a device's letters stay in order; the value is the payload as it
 * came; everything else is headers (docs/operating.md, "The record of a dead letter"). Texts are UTF-8, numbers decimal.
 */
public final class DeadLetterFormat {

    static final String EVENT_ID = "mqtt.event-id";
    static final String TOPIC = "mqtt.topic";
    static final String CLIENT = "mqtt.client";
    static final String QOS = "mqtt.qos";
    static final String RETAINED = "mqtt.retained";
    static final String DUPLICATE = "mqtt.dup";
    static final String CONTENT_TYPE = "mqtt.content-type";
    static final String RESPONSE_TOPIC = "mqtt.response-topic";
    static final String CORRELATION_DATA = "mqtt.correlation-data";
    static final String EXPIRY = "mqtt.message-expiry";
    static final String PAYLOAD_FORMAT = "mqtt.payload-format";
    static final String USER_PROPERTY = "mqtt.user.";
    static final String REASON = "dead-letter.reason";
    static final String DETAIL = "dead-letter.detail";
    static final String RULE = "dead-letter.rule";
    static final String RECEIVED_AT = "dead-letter.received-at";
    static final String SCHEMA_ID = "dead-letter.schema-id";
    static final String CUT = "dead-letter.cut";
    static final String CUT_FROM_BYTES = "dead-letter.cut-from-bytes";

    /** What a text is shortened to, in characters, where the whole of it does not fit. */
    static final int SHORT_TEXT = 256;

    /** The detail is a sentence for people and may name a field as long as a payload. In characters. */
    static final int LONGEST_DETAIL = 1024;

    /** User properties of one letter; a device may send as many as its packet holds. */
    static final int MOST_USER_PROPERTIES = 1000;

    private DeadLetterFormat() {}

    /**
     * The record of this letter, cut as little as makes it fit. As long as the message is whole, so is the letter; a payload that is too
     * long loses its end. Only where that would leave less than half of the record for the payload, user properties go first, and
     * long texts are shortened last.
     *
     * @param topic where dead letters go
     * @param largest bytes that the record may have, as {@code size} counts
     * @param size of a record in bytes, its framing included
     */
    public static OutgoingRecord toRecord(
            DeadLetter letter, String topic, int largest, ToIntFunction<OutgoingRecord> size) {
        boolean tooMany = letter.message().properties().userProperties().size() > MOST_USER_PROPERTIES;
        OutgoingRecord record = null;
        for (var shape : LetterShape.values()) {
            var writer = new LetterWriter(letter, topic, shape);
            int payload = letter.message().payload().length;
            int room = largest - size.applyAsInt(writer.record(0));
            if (!(tooMany && shape == LetterShape.WHOLE) && room >= Math.min(payload, largest / 2)) {
                return writer.record(Math.min(payload, room));
            }
            record = writer.record(Math.min(payload, Math.max(0, room)));
        }
        return record;
    }

    /**
     * The letter that a record holds.
     *
     * @param value the record's value; null is no letter
     * @return empty for a record that is not in this format
     */
    public static Optional<DeadLetter> fromRecord(byte[] value, List<OutgoingHeader> headers) {
        var texts = new LetterHeaders(headers);
        var reason = texts.text(REASON);
        var topic = texts.text(TOPIC);
        var client = texts.text(CLIENT);
        var eventId = texts.text(EVENT_ID);
        if (value == null || reason == null || topic == null || client == null || eventId == null) {
            return Optional.empty();
        }
        try {
            var message = new DeviceMessage(
                    topic,
                    client,
                    (int) texts.number(QOS, 0, 2).orElse(0),
                    texts.flag(RETAINED),
                    texts.flag(DUPLICATE),
                    value,
                    texts.number(RECEIVED_AT, 0, Long.MAX_VALUE).orElse(0),
                    eventId,
                    properties(texts));
            var schemaId = texts.number(SCHEMA_ID, 1, Integer.MAX_VALUE);
            int sentBytes =
                    (int) texts.number(CUT_FROM_BYTES, 0, Integer.MAX_VALUE).orElse(value.length);
            return Optional.of(new DeadLetter(
                    message,
                    reason,
                    texts.textOr(DETAIL, ""),
                    texts.textOr(RULE, ""),
                    schemaId.isPresent() ? OptionalInt.of((int) schemaId.getAsLong()) : OptionalInt.empty(),
                    Cut.ofWords(texts.textOr(CUT, ""), sentBytes)));
        } catch (NumberFormatException foreign) {
            return Optional.empty();
        }
    }

    private static MessageProperties properties(LetterHeaders headers) {
        var expiry = headers.number(EXPIRY, 0, 0xFFFF_FFFFL);
        var format = headers.number(PAYLOAD_FORMAT, 0, 1);
        List<UserProperty> added = headers.beginningWith(USER_PROPERTY).stream()
                .map(header -> new UserProperty(
                        header.name().substring(USER_PROPERTY.length()), new String(header.value(), UTF_8)))
                .toList();
        return new MessageProperties(
                headers.text(CONTENT_TYPE),
                headers.text(RESPONSE_TOPIC),
                headers.bytes(CORRELATION_DATA),
                expiry.isPresent() ? expiry.getAsLong() : null,
                format.isPresent() ? (int) format.getAsLong() : null,
                added);
    }

    static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        boolean splitsAPair = Character.isHighSurrogate(text.charAt(longest - 1));
        return text.substring(0, splitsAPair ? longest - 1 : longest);
    }

    static byte[] shortened(byte[] bytes) {
        return bytes.length <= SHORT_TEXT ? bytes : Arrays.copyOf(bytes, SHORT_TEXT);
    }
}
