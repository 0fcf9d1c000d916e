package dev.sluice.mapping.engine;

import dev.sluice.mapping.cel.CelExpression;
import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.rule.MappingDefinition;
import dev.sluice.mapping.rule.MessageFact;
import dev.sluice.mapping.rule.Scope;
import dev.sluice.mapping.rule.TextTemplate;
import dev.sluice.mapping.schema.SchemaIds;
import dev.sluice.mapping.schema.SchemaReference;
import dev.sluice.mapping.topic.TopicEscaping;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * Everything that all messages of one MQTT topic share, worked out once. All fields are final, so that event loops may hand routes to each
 * other without synchronising.
 */
final class TopicRoute {

    final String topic;
    final CompiledMapping mapping;

    final List<String> captures;
    /** The same, for expressions; nobody writes to it. */
    final String[] captureArray;
    /** The header {@code mqtt.topic}. */
    final OutgoingHeader topicHeader;
    /** Null when it depends on more than the MQTT topic. */
    final String kafkaTopic;
    /** What is wrong with {@link #kafkaTopic}; null if nothing is. */
    final RejectReason complaint;
    /** Null when it depends on more than the MQTT topic. */
    final byte[] key;
    /** The schema whose id the values need; null when none does, or it depends on more than the MQTT topic. */
    final SchemaReference schema;
    /** The rule's headers; null in the place of those that depend on more than the MQTT topic. */
    final OutgoingHeader[] headers;

    TopicRoute(String topic, CompiledMapping mapping, List<String> captures, SchemaIds ids) {
        this.topic = topic;
        this.mapping = mapping;
        this.captures = captures;
        this.captureArray = captures.toArray(String[]::new);
        this.topicHeader = new OutgoingHeader("mqtt.topic", utf8(topic));
        var definition = mapping.definition();
        kafkaTopic = text(definition.topic(), TopicEscaping::escape);
        complaint =
                kafkaTopic == null ? null : TopicEscaping.complaint(kafkaTopic).orElse(null);
        schema = kafkaTopic == null || complaint != null ? null : mapping.reference(ids, kafkaTopic);
        var keyText = definition.key().map(template -> text(template, UnaryOperator.identity()));
        key = keyText.map(TopicRoute::utf8).orElse(null);
        headers = definition.headers().stream().map(this::header).toArray(OutgoingHeader[]::new);
    }

    /** The rule cannot make a record of a message. */
    Rejected rejected(RejectReason reason, String detail) {
        var id = schema != null && schema.isKnown() ? OptionalInt.of(schema.id()) : mapping.writtenId();
        return new Rejected(mapping.definition().rule(), reason, detail, id);
    }

    private OutgoingHeader header(MappingDefinition.Header header) {
        var text = text(header.value(), UnaryOperator.identity());
        return text == null ? null : new OutgoingHeader(header.name(), utf8(text));
    }

    /** Null when the template needs more than the topic. */
    private String text(TextTemplate template, UnaryOperator<String> escaping) {
        return template.needsOnlyTheTopic() ? template.render(new OfTopic(), escaping) : null;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private final class OfTopic implements TextTemplate.Values {
        @Override
        public String capture(int index) {
            return captures.get(index);
        }

        @Override
        public String fact(MessageFact what) {
            return topic;
        }

        @Override
        public String userProperty(String name) {
            throw new IllegalStateException("a topic has no user properties");
        }

        @Override
        public String scalar(Scope scope, int index) {
            throw new IllegalStateException("a topic has no payload");
        }

        @Override
        public String computed(CelExpression expression) {
            throw new IllegalStateException("a topic has nothing to compute with");
        }
    }
}
