package dev.sluice.mapping.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.mapping.engine.EnvelopeRecord;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.rule.MappingDefinition;
import dev.sluice.mapping.rule.MappingRule;
import dev.sluice.mapping.rule.MappingRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;

/**
 * A record's value as Avro's own code reads it.
 *
 * @param framing what stands in front of the Avro binary, in hexadecimal
 * @param json in Avro's JSON encoding: values of unions are wrapped in the name of their branch, bytes are one character each
 */
record AvroValue(String framing, JsonNode json) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int SINGLE_OBJECT = 10;

    static AvroValue of(OutgoingRecord record, MappingRule rule, MappingRules rules) {
        return rules.mappings().stream()
                .filter(mapping -> mapping.rule().equals(rule))
                .map(MappingDefinition::value)
                .findFirst()
                .map(value -> value.fold(
                        envelope -> envelope(record),
                        json -> read(json.schema(), json.framing().length(), record.value()),
                        bytes -> read(bytes.schema(), bytes.framing().length(), record.value())))
                .orElseGet(() -> envelope(record));
    }

    private static AvroValue envelope(OutgoingRecord record) {
        return read(EnvelopeRecord.schema(), SINGLE_OBJECT, record.value());
    }

    private static AvroValue read(Schema schema, int framing, byte[] value) {
        try {
            return new AvroValue(
                    HexFormat.ofDelimiter(" ").formatHex(value, 0, framing),
                    JSON.readTree(json(schema, decoded(schema, framing, value))));
        } catch (IOException notAvro) {
            throw new UncheckedIOException(notAvro);
        }
    }

    private static GenericRecord decoded(Schema schema, int framing, byte[] value) throws IOException {
        if (framing == SINGLE_OBJECT) {
            return new BinaryMessageDecoder<GenericRecord>(GenericData.get(), schema).decode(value);
        }
        var avro = DecoderFactory.get().binaryDecoder(value, framing, value.length - framing, null);
        var record = new GenericDatumReader<GenericRecord>(schema).read(null, avro);
        if (!avro.isEnd()) {
            throw new AssertionError("something follows the record");
        }
        return record;
    }

    private static byte[] json(Schema schema, GenericRecord record) throws IOException {
        var json = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().jsonEncoder(schema, json);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return json.toByteArray();
    }
}
