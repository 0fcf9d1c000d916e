package dev.sluice.bridge.shadow;

import dev.sluice.mapping.engine.EnvelopeRecord;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.rule.ValueForm;
import dev.sluice.mapping.rule.WireFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/**
 * How the values of one rule are to be read.
 *
 * @param framing bytes in front of the Avro binary
 */
record ValueShape(Schema schema, int framing) {

    /** The shapes of all rules by their names, the envelope's too. */
    static Map<String, ValueShape> of(MappingRules rules) {
        var envelope = new ValueShape(EnvelopeRecord.schema(), WireFormat.singleObject(EnvelopeRecord.schema()).length);
        var shapes = new HashMap<String, ValueShape>();
        shapes.put(MappingRules.ENVELOPE.name(), envelope);
        for (var mapping : rules.mappings()) {
            shapes.put(mapping.rule().name(), of(mapping.value(), envelope));
        }
        return shapes;
    }

    private static ValueShape of(ValueForm form, ValueShape envelope) {
        return form.fold(
                any -> envelope,
                json -> new ValueShape(json.schema(), json.framing().length()),
                bytes -> new ValueShape(bytes.schema(), bytes.framing().length()));
    }

    /** Empty when the value is not a record of this shape. */
    Optional<GenericRecord> decode(byte[] value) {
        if (value.length < framing || schema.getType() != Schema.Type.RECORD) {
            return Optional.empty();
        }
        try {
            var decoder = DecoderFactory.get().binaryDecoder(value, framing, value.length - framing, null);
            return Optional.of(new GenericDatumReader<GenericRecord>(schema).read(null, decoder));
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException other) {
            return Optional.empty();
        }
    }
}
