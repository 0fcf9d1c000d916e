package dev.sluice.simulator.payload;

import static dev.sluice.simulator.payload.Yaml.NOW;
import static dev.sluice.simulator.payload.Yaml.messages;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvroPayloadTest {

    private static final String AVRO = "format: avro\n" + FormatsTest.FIELDS;
    private static final String FEW =
            "fields: { device: device, seq: seq, t: { type: walk, min: 0, max: 9, step: 1, decimals: 1 } }\n";
    private static final String SCHEMA = """
            {"type": "record", "name": "Reading", "namespace": "a.b", "fields": [
              {"name": "seq", "type": "int"},
              {"name": "note", "type": ["null", "string"], "default": null},
              {"name": "t", "type": ["null", "float"]},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "status", "type": {"type": "enum", "name": "Status", "symbols": ["off", "ok", "bad"]}},
              {"name": "device", "type": "string"}]}
            """;
    private static final String UNDER_SCHEMA = """
            format: avro
            schema: %s
            fields:
              device: device
              seq: seq
              t: { type: walk, min: 0, max: 9, step: 1, decimals: 1 }
              at: time
              status: { type: enum, values: [ok, off] }
            """;

    @TempDir
    Path folder;

    @Test
    void aRecordUnderTheMadeSchemaSaysTheSameAsJson() throws Exception {
        Schema schema = new Schema.Parser().parse(((AvroPayload) Yaml.spec(AVRO)).schemaText(Yaml.HERE));
        JsonNode json = new ObjectMapper()
                .readTree(messages("format: json\n" + FormatsTest.FIELDS).bytes(41, NOW));

        GenericRecord record = read(schema, messages(AVRO).bytes(41, NOW), 0);

        assertThat(schema.getFullName()).isEqualTo("Telemetry");
        assertThat(schema.getField("ts").schema().getLogicalType().getName()).isEqualTo("timestamp-millis");
        for (String number :
                new String[] {"seq", "ts", "seconds", "temperature", "outside", "level", "energy", "channel", "gain"}) {
            assertThat(((Number) record.get(number)).doubleValue())
                    .isEqualTo(json.get(number).doubleValue());
        }
        for (String text : new String[] {"device", "site", "at", "status", "firmware"}) {
            assertThat(record.get(text)).hasToString(json.get(text).textValue());
        }
        assertThat(record.get("on")).isEqualTo(json.get("on").booleanValue());
        GenericRecord position = (GenericRecord) record.get("position");
        assertThat(position.get("lat"))
                .isEqualTo(json.get("position").get("lat").doubleValue());
        assertThat(GenericData.get().validate(schema, record)).isTrue();
    }

    @Test
    void framingsAreThoseThatReadersKnow() throws Exception {
        AvroPayload spec = (AvroPayload) Yaml.spec("format: avro\n" + FEW);
        Schema schema = new Schema.Parser().parse(spec.schemaText(Yaml.HERE));
        byte[] plain = messages("format: avro\n" + FEW).bytes(3, NOW);

        byte[] single = messages("format: avro\nframing: single-object\n" + FEW).bytes(3, NOW);
        byte[] confluent =
                messages("format: avro\nframing: confluent\nid: 258\n" + FEW).bytes(3, NOW);

        GenericRecord record = new BinaryMessageDecoder<GenericRecord>(GenericData.get(), schema).decode(single);
        assertThat(record.get("seq")).isEqualTo(3L);
        assertThat(ByteBuffer.wrap(confluent).getInt(1)).isEqualTo(258);
        assertThat(confluent[0]).isZero();
        assertThat(read(schema, confluent, 5)).isEqualTo(read(schema, plain, 0));
    }

    @Test
    void aGivenSchemaDecidesOrderAndTypes() throws Exception {
        Path file = Files.writeString(folder.resolve("reading.avsc"), SCHEMA);

        byte[] payload = messages(UNDER_SCHEMA.formatted(file)).bytes(7, NOW);

        GenericRecord record = read(new Schema.Parser().parse(SCHEMA), payload, 0);
        assertThat(record.get("seq")).isEqualTo(7);
        assertThat(record.get("note")).isNull();
        assertThat((Float) record.get("t")).isBetween(0f, 9f);
        assertThat(record.get("at")).isEqualTo(NOW * 1000);
        assertThat(record.get("status").toString()).isIn("ok", "off");
        assertThat(record.get("device")).hasToString("d-00017");
    }

    @Test
    void whatDoesNotFitTheGivenSchemaIsSaid() throws Exception {
        Path file = Files.writeString(folder.resolve("reading.avsc"), SCHEMA);
        String yaml = UNDER_SCHEMA
                .formatted(file)
                .replace("seq: seq", "seq: site")
                .replace("off]", "on]")
                .replace("  at: time\n", "  extra: seq\n");

        assertThat(Yaml.complaints(yaml))
                .anyMatch(text -> text.startsWith("fields.seq: ") && text.contains("int"))
                .anyMatch(text -> text.startsWith("fields.status: ") && text.contains("[off, ok, bad]"))
                .anyMatch(text -> text.startsWith("fields.at: is missing"))
                .anyMatch(text -> text.startsWith("fields.extra: is no field"))
                .hasSize(4);
    }

    @Test
    void aSchemaThatIsNotThereOrNoneIsSaid() throws Exception {
        Path none = Files.writeString(folder.resolve("none.avsc"), "{");

        assertThat(Yaml.complaints(UNDER_SCHEMA.formatted(folder.resolve("gone.avsc"))))
                .singleElement()
                .asString()
                .startsWith("schema: cannot be read");
        assertThat(Yaml.complaints(UNDER_SCHEMA.formatted(none)))
                .singleElement()
                .asString()
                .startsWith("schema: is no Avro schema");
        assertThat(Yaml.complaints("format: avro\nfields: { 'a-b': seq }\n"))
                .singleElement()
                .asString()
                .startsWith("fields: ")
                .contains("a-b");
        assertThat(Yaml.complaints("format: avro\nframing: confluent\n" + FEW))
                .singleElement()
                .asString()
                .startsWith("id: is missing");
    }

    private static GenericRecord read(Schema schema, byte[] bytes, int from) throws Exception {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, null);
        GenericRecord record = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
        assertThat(decoder.isEnd()).isTrue();
        return record;
    }
}
