package dev.sluice.mapping.engine;

import dev.sluice.mapping.rule.Framing;
import dev.sluice.mapping.rule.MappingDefinition;
import dev.sluice.mapping.rule.ValueForm;
import dev.sluice.mapping.schema.SchemaIds;
import dev.sluice.mapping.schema.SchemaReference;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/**
 * A rule and its writer.
 *
 * @param computes whether any of its values is an expression that must be asked
 * @param registered the schema whose id stands in front of the values; null where no id is needed or the rule knows it
 */
record CompiledMapping(MappingDefinition definition, ValueWriter writer, boolean computes, Schema registered) {

    static CompiledMapping of(MappingDefinition definition) {
        Schema registered = definition
                .value()
                .fold(
                        envelope -> null,
                        json -> json.framing() instanceof Framing.ById ? json.schema() : null,
                        bytes -> bytes.framing() instanceof Framing.ById ? bytes.schema() : null);
        return new CompiledMapping(definition, ValueWriter.of(definition.value()), definition.computes(), registered);
    }

    /** Whether a record can be made without looking into the payload, so that it may be anything. */
    boolean takesAnything() {
        return !computes
                && definition.value() instanceof ValueForm.Envelope envelope
                && envelope.extractor().isEmpty();
    }

    /** Null where no id is needed. */
    SchemaReference reference(SchemaIds ids, String kafkaTopic) {
        return registered == null ? null : ids.of(registered, kafkaTopic);
    }

    /** The id that the rule itself says. */
    OptionalInt writtenId() {
        return definition
                .value()
                .fold(
                        envelope -> OptionalInt.empty(),
                        json -> json.framing().schemaId(),
                        bytes -> bytes.framing().schemaId());
    }
}
