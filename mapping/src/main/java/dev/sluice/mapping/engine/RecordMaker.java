package dev.sluice.mapping.engine;

import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.rule.EachForm;
import dev.sluice.mapping.rule.TextTemplate;
import dev.sluice.mapping.schema.SchemaReference;
import dev.sluice.mapping.topic.TopicEscaping;
import dev.sluice.mapping.transcode.ArrayElements;
import dev.sluice.mapping.transcode.AvroBuffer;
import dev.sluice.mapping.transcode.Transcoded;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Makes the records of a message whose rule is known. One per thread: it keeps the buffers and the values of the message at hand.
 *
 * <p>Methods that answer null have left why in {@link #rejected}.
 */
final class RecordMaker {

    private static final int ID_AT = 1;
    private static final int NO_INDEX = -1;
    /** Bytes of all values that one message may become: a small payload with a large schema could multiply without end. */
    private static final long MOST_BYTES = 64L << 20;

    private final RecordHeaders headers;
    private final EngineServices services;
    /** Whether each message may become records of several rules, so that the rule must be told in the event id. */
    private final boolean severalRules;

    private final AvroBuffer value = new AvroBuffer();
    private final Documents documents;
    private final MessageValues values = new MessageValues();
    private final Timestamps timestamps;
    private Rejected rejected;

    RecordMaker(RecordHeaders headers, EngineServices services, boolean severalRules) {
        this.headers = headers;
        this.services = services;
        this.severalRules = severalRules;
        this.documents = new Documents(services.sparkplug());
        this.timestamps = new Timestamps(services.events());
    }

    /** What the rule makes of the message; its condition holds. */
    MappingOutcome make(DeviceMessage message, TopicRoute route) {
        var definition = route.mapping.definition();
        if (route.complaint != null) {
            return badTopic(route, route.kafkaTopic, route.complaint);
        }
        if (definition.tombstoneOnEmpty() && message.payload().length == 0) {
            return tombstone(message, route);
        }
        if (!route.mapping.takesAnything()) {
            var fault = documents.read(message, definition.payload());
            if (fault != null) {
                return route.rejected(fault.reason(), fault.detail());
            }
        }
        values.begin(message, route, documents.json, documents.length);
        try {
            var each = definition.each().orElse(null);
            return each == null ? one(route) : ofElements(route, each);
        } finally {
            values.end();
        }
    }

    /** Whether the rule takes the message: null if it does, else why not. */
    Rejected objection(DeviceMessage message, TopicRoute route) {
        var definition = route.mapping.definition();
        var condition = definition.condition().orElse(null);
        boolean tombstone = definition.tombstoneOnEmpty() && message.payload().length == 0;
        if (condition == null || tombstone && condition.readsPayload()) {
            return null;
        }
        if (condition.readsPayload()) {
            var fault = documents.read(message, definition.payload());
            if (fault != null) {
                return route.rejected(fault.reason(), fault.detail());
            }
        }
        values.begin(message, route, documents.json, documents.length);
        try {
            return values.computing().holds(condition) ? null : unmet(route);
        } finally {
            values.end();
        }
    }

    private Rejected unmet(TopicRoute route) {
        var document = values.computing().unreadable();
        if (document != null) {
            return route.rejected(document.document(), document.detail());
        }
        var failure = values.computing().failure();
        return route.rejected(
                RejectReason.WHEN_FAILED,
                failure == null ? "no rule's when holds" : "no rule's when holds; of the last rule: " + failure);
    }

    /** The message is done with. */
    void release() {
        documents.release();
    }

    private MappingOutcome one(TopicRoute route) {
        var record = record(route, severalRules ? 0 : NO_INDEX);
        return record == null ? rejected : new Mapped(route.mapping.definition().rule(), List.of(record));
    }

    private MappingOutcome ofElements(TopicRoute route, EachForm each) {
        var json = values.json();
        var payload = each.payload().transcode(json, 0, values.length(), values, value.clear());
        if (payload instanceof Transcoded.Unfit unfit) {
            return route.rejected(unfit.reason(), unfit.detail());
        }
        return each.elements()
                .find(json, 0, values.length())
                .fold(
                        found -> {
                            values.elementsOf(((Transcoded.Encoded) payload).extracted());
                            return ofElements(route, found);
                        },
                        unfit -> route.rejected(unfit.reason(), unfit.detail()));
    }

    private MappingOutcome ofElements(TopicRoute route, ArrayElements.Found elements) {
        var rule = route.mapping.definition().rule();
        var records = new ArrayList<OutgoingRecord>(elements.count());
        long bytes = 0;
        for (int i = 0; i < elements.count(); i++) {
            values.element(i, elements.from(i), elements.length(i));
            var record = record(route, i);
            if (record == null) {
                return route.rejected(rejected.reason(), "element " + i + ": " + rejected.detail());
            }
            records.add(record);
            bytes += record.valueLength();
            if (bytes > MOST_BYTES) {
                return route.rejected(
                        RejectReason.TOO_MANY_RECORDS,
                        "the records of one message would take more than " + MOST_BYTES + " bytes");
            }
        }
        return new Mapped(rule, records);
    }

    /** A record without a value: nothing is looked for in a payload that is not there. */
    private MappingOutcome tombstone(DeviceMessage message, TopicRoute route) {
        values.begin(message, route, ValueWriter.EMPTY_OBJECT, ValueWriter.EMPTY_OBJECT.length);
        try {
            var record = assemble(route, severalRules ? 0 : NO_INDEX, true);
            return record == null
                    ? rejected
                    : new Mapped(route.mapping.definition().rule(), List.of(record));
        } finally {
            values.end();
        }
    }

    private OutgoingRecord record(TopicRoute route, int index) {
        var transcoded = route.mapping.writer().write(values, value.clear());
        var failure = values.computing().failure();
        if (failure != null) {
            return failed(route, failure);
        }
        if (transcoded instanceof Transcoded.Unfit unfit) {
            rejected = route.rejected(unfit.reason(), unfit.detail());
            return null;
        }
        values.extracted(((Transcoded.Encoded) transcoded).extracted());
        return assemble(route, index, false);
    }

    /** @param index among the records of the message, where there may be several */
    private OutgoingRecord assemble(TopicRoute route, int index, boolean tombstone) {
        var message = values.message();
        var definition = route.mapping.definition();
        var rule = definition.rule();

        var topic = route.kafkaTopic;
        var schema = route.schema;
        if (topic == null) {
            topic = definition.topic().render(values, TopicEscaping::escape);
            if (topic == null) {
                return missing(route, definition.topic(), "the Kafka topic");
            }
            var complaint = TopicEscaping.complaint(topic);
            if (complaint.isPresent()) {
                rejected = badTopic(route, topic, complaint.get());
                return null;
            }
            schema = route.mapping.reference(services.ids(), topic);
        }

        var client = headers.client(message);
        var key = route.key;
        if (key == null) {
            if (definition.key().isEmpty()) {
                key = client.value();
            } else {
                var text = definition.key().get().render(values, UnaryOperator.identity());
                if (text == null) {
                    return missing(route, definition.key().get(), "the key");
                }
                key = TopicRoute.utf8(text);
            }
        }

        var eventId = message.eventId();
        if (definition.eventId().isPresent()) {
            eventId = definition.eventId().get().render(values, UnaryOperator.identity());
            if (eventId == null) {
                return missing(route, definition.eventId().get(), "the event id");
            }
        }
        if (index != NO_INDEX) {
            eventId = eventId + "/" + rule.name() + "/" + index;
        }

        var all = headers.of(message, route, client, eventId);
        for (int i = 0; i < route.headers.length; i++) {
            var header = route.headers[i];
            if (header == null) {
                var wanted = definition.headers().get(i);
                var text = wanted.value().render(values, UnaryOperator.identity());
                if (text == null) {
                    return missing(route, wanted.value(), "header \"" + wanted.name() + "\"");
                }
                header = RecordHeaders.text(wanted.name(), text);
            }
            all.add(header);
        }

        var time = definition.timestamp().orElse(null);
        long timestamp = message.receivedAtMillis();
        if (time != null && !tombstone) {
            timestamp = timestamps.of(time, values, rule);
            if (timestamp == Timestamps.NONE) {
                return failed(route, RejectReason.FIELD_TYPE, Timestamps.COMPLAINT);
            }
            if (values.computing().failure() != null) {
                return failed(route, values.computing().failure());
            }
        }
        return tombstone
                ? new OutgoingRecord(topic, key, null, timestamp, all)
                : new OutgoingRecord(topic, key, framed(schema), timestamp, all, awaited(schema));
    }

    private byte[] framed(SchemaReference schema) {
        var framed = value.toByteArray();
        if (schema != null) {
            ByteBuffer.wrap(framed).putInt(ID_AT, schema.id());
        }
        return framed;
    }

    private static SchemaReference awaited(SchemaReference schema) {
        return schema == null || schema.isKnown() ? null : schema;
    }

    private OutgoingRecord missing(TopicRoute route, TextTemplate template, String whatNeedsIt) {
        var failure = values.computing().failure();
        return failure == null
                ? failed(
                        route,
                        RejectReason.FIELD_MISSING,
                        template.missing(values) + " is not in the message, and " + whatNeedsIt + " needs it")
                : failed(route, RejectReason.EXPRESSION_FAILED, failure + "; " + whatNeedsIt + " needs it");
    }

    private OutgoingRecord failed(TopicRoute route, String expression) {
        return failed(route, RejectReason.EXPRESSION_FAILED, expression);
    }

    private OutgoingRecord failed(TopicRoute route, RejectReason reason, String detail) {
        rejected = route.rejected(reason, detail);
        return null;
    }

    private static Rejected badTopic(TopicRoute route, String topic, RejectReason reason) {
        var template = "to.topic " + route.mapping.definition().topic().written() + " makes a name ";
        return route.rejected(
                reason,
                reason == RejectReason.TOPIC_TOO_LONG
                        ? template + "of " + topic.length() + " characters; Kafka takes " + TopicEscaping.LONGEST
                        : template + "that Kafka keeps for itself, or an empty one");
    }
}
