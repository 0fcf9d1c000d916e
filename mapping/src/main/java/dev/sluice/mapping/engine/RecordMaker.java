package dev.sluice.mapping.engine;

import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.rule.MappingDefinition;
import dev.sluice.mapping.rule.MappingRule;
import dev.sluice.mapping.rule.TextTemplate;
import dev.sluice.mapping.topic.TopicEscaping;
import dev.sluice.mapping.transcode.AvroBuffer;
import dev.sluice.mapping.transcode.Extracted;
import dev.sluice.mapping.transcode.Transcoded;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes the record of a message whose route is known. One per thread: it keeps the buffer and the values of the message at hand. */
final class RecordMaker {

    private final RecordHeaders headers;
    private final AvroBuffer value = new AvroBuffer();
    private final MessageValues values = new MessageValues();

    RecordMaker(RecordHeaders headers) {
        this.headers = headers;
    }

    MappingOutcome make(DeviceMessage message, TopicRoute route) {
        var definition = route.mapping.definition();
        if (route.complaint != null) {
            return badTopic(definition, route.kafkaTopic, route.complaint);
        }
        values.begin(message, route.captures);
        try {
            var transcoded = route.mapping.writer().write(message, values, value.clear());
            if (transcoded instanceof Transcoded.Unfit unfit) {
                return new Rejected(definition.rule(), unfit.reason(), unfit.detail());
            }
            return assemble(message, route, definition, ((Transcoded.Encoded) transcoded).extracted());
        } finally {
            values.end();
        }
    }

    private MappingOutcome assemble(
            DeviceMessage message, TopicRoute route, MappingDefinition definition, Extracted extracted) {
        var rule = definition.rule();
        values.extracted(extracted);

        var topic = route.kafkaTopic;
        if (topic == null) {
            topic = definition.topic().render(values, TopicEscaping::escape);
            if (topic == null) {
                return missing(rule, definition.topic(), "the Kafka topic");
            }
            var complaint = TopicEscaping.complaint(topic);
            if (complaint.isPresent()) {
                return badTopic(definition, topic, complaint.get());
            }
        }

        var client = TopicRoute.utf8(message.clientId());
        var key = route.key;
        if (key == null) {
            if (definition.key().isEmpty()) {
                key = client;
            } else {
                var text = definition.key().get().render(values, UnaryOperator.identity());
                if (text == null) {
                    return missing(rule, definition.key().get(), "the key");
                }
                key = TopicRoute.utf8(text);
            }
        }

        long timestamp = message.receivedAtMillis();
        int time = definition.timestamp().orElse(-1);
        if (time >= 0 && extracted.isPresent(time)) {
            var claimed = extracted.epochMillis(time);
            if (claimed.isEmpty()) {
                return new Rejected(
                        rule,
                        RejectReason.FIELD_TYPE,
                        "to.timestamp is neither milliseconds since the epoch nor RFC 3339 text with an offset");
            }
            timestamp = ClockGuard.believable(claimed.getAsLong(), timestamp);
        }

        var all = headers.of(message, route, client);
        for (int i = 0; i < route.headers.length; i++) {
            var header = route.headers[i];
            if (header == null) {
                var wanted = definition.headers().get(i);
                var text = wanted.value().render(values, UnaryOperator.identity());
                if (text == null) {
                    return missing(rule, wanted.value(), "header \"" + wanted.name() + "\"");
                }
                header = RecordHeaders.text(wanted.name(), text);
            }
            all.add(header);
        }
        return new Mapped(rule, List.of(new OutgoingRecord(topic, key, value.toByteArray(), timestamp, all)));
    }

    private Rejected missing(MappingRule rule, TextTemplate template, String whatNeedsIt) {
        return new Rejected(
                rule,
                RejectReason.FIELD_MISSING,
                template.missing(values) + " is not in the payload, and " + whatNeedsIt + " needs it");
    }

    private static Rejected badTopic(MappingDefinition definition, String topic, RejectReason reason) {
        var template = "to.topic " + definition.topic().written() + " makes a name ";
        return new Rejected(
                definition.rule(),
                reason,
                reason == RejectReason.TOPIC_TOO_LONG
                        ? template + "of " + topic.length() + " characters; Kafka takes " + TopicEscaping.LONGEST
                        : template + "that Kafka keeps for itself, or an empty one");
    }
}
