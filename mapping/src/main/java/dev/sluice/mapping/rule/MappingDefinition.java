package dev.sluice.mapping.rule;

import dev.sluice.mapping.cel.CelExpression;
import dev.sluice.mapping.payload.AvroPayload;
import dev.sluice.mapping.topic.TopicPattern;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How one rule maps, checked and compiled.
 *
 * @param condition which messages of its topics the rule takes; empty for all
 * @param topic of Kafka; what comes from messages is to be escaped
 * @param key empty for the client id
 * @param timestamp empty for the time of arrival
 * @param eventId empty for the id that the message has by itself
 * @param tombstoneOnEmpty whether an empty payload becomes a record without a value
 */
public record MappingDefinition(
        MappingRule rule,
        TopicPattern from,
        PayloadForm payload,
        Optional<CelExpression> condition,
        Optional<EachForm> each,
        TextTemplate topic,
        Optional<TextTemplate> key,
        Optional<TimestampForm> timestamp,
        List<Header> headers,
        Optional<TextTemplate> eventId,
        boolean tombstoneOnEmpty,
        ValueForm value) {

    /** A header that the rule adds to its records, in UTF-8. */
    public record Header(String name, TextTemplate value) {}

    public MappingDefinition {
        headers = List.copyOf(headers);
    }

    /** The same rule, which copies its payloads instead of writing them anew where nobody would see a difference. */
    MappingDefinition copyingIfItMay(Plans plans) {
        if (payload.decoder().orElse(null) instanceof AvroPayload avro
                && value instanceof ValueForm.FromJson form
                && AvroPayload.sameAs(avro.schema(), form.schema())
                && plans.wantNothing()
                && condition.isEmpty()
                && !computes()) {
            var copied = new ValueForm.FromBytes(
                    form.framing(), form.schema(), List.of(new ValueForm.Copied(avro)), List.of());
            return new MappingDefinition(
                    rule,
                    from,
                    payload.undecoded(),
                    condition,
                    each,
                    topic,
                    key,
                    timestamp,
                    headers,
                    eventId,
                    tombstoneOnEmpty,
                    copied);
        }
        return this;
    }

    /** Whether CEL is asked for any value of a record. */
    public boolean computes() {
        return timestamp.filter(TimestampForm.Computed.class::isInstance).isPresent()
                || value.computes()
                || Stream.of(
                                Stream.of(topic),
                                key.stream(),
                                eventId.stream(),
                                headers.stream().map(Header::value))
                        .flatMap(templates -> templates)
                        .anyMatch(TextTemplate::computes);
    }

    /** A rule for every message that makes an envelope of each. */
    public static MappingDefinition envelope(MappingRule rule, String kafkaTopic) {
        return new MappingDefinition(
                rule,
                TopicPattern.parse("#"),
                PayloadForm.JSON,
                Optional.empty(),
                Optional.empty(),
                TextTemplate.constant(kafkaTopic),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false,
                new ValueForm.Envelope(Optional.empty()));
    }
}
