package dev.sluice.mapping.lint;

import dev.sluice.mapping.engine.EnvelopeRecord;
import dev.sluice.mapping.rule.MappingDefinition;
import dev.sluice.mapping.rule.MappingRule;
import dev.sluice.mapping.topic.TopicPattern;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * What there is to say about one rule, as far as advice needs it. The only class here that knows how rules are compiled.
 *
 * @param condition as written; empty when it takes every message of its topics
 * @param key empty for the client id
 */
record LintedRule(
        MappingRule rule,
        TopicPattern from,
        Optional<String> condition,
        TemplateParts topic,
        Optional<TemplateParts> key,
        Schema schema,
        Framing framing) {

    enum Framing {
        /** Readers have nothing to tell schemas apart by. */
        NONE,
        /** Each record names its schema. */
        OF_SCHEMA,
        /** Each record has the id that a registry gave. */
        OF_REGISTRY
    }

    static LintedRule of(MappingDefinition definition) {
        var from = definition.from();
        Schema schema = definition
                .value()
                .fold(envelope -> EnvelopeRecord.schema(), json -> json.schema(), bytes -> bytes.schema());
        return new LintedRule(
                definition.rule(),
                from,
                definition.condition().map(Object::toString),
                TemplateParts.of(definition.topic(), from),
                definition.key().map(key -> TemplateParts.of(key, from)),
                schema,
                definition
                        .value()
                        .fold(envelope -> Framing.OF_SCHEMA, json -> of(json.framing()), bytes -> of(bytes.framing())));
    }

    private static Framing of(dev.sluice.mapping.rule.Framing framing) {
        return framing.length() == 0
                ? Framing.NONE
                : framing.length() == dev.sluice.mapping.rule.Framing.CONFLUENT_BYTES
                        ? Framing.OF_REGISTRY
                        : Framing.OF_SCHEMA;
    }

    /** Whether it may leave a message of its topics to later rules. */
    boolean isConditional() {
        return condition.isPresent();
    }

    Advice advice(Level level, String code, String sentence) {
        return new Advice(level, code, rule.name(), rule.source(), sentence);
    }
}
