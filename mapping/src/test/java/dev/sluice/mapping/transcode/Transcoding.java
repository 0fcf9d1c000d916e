package dev.sluice.mapping.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.message.RejectReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** One schema and one plan, for tests: what goes in as text comes out as Avro itself reads it. */
final class Transcoding {

    private final Schema schema;
    private final JsonToAvro transcoder;
    private final AvroBuffer out = new AvroBuffer();
    private FieldValues values = FieldValues.NONE;

    private Transcoding(Schema schema, FieldPlan plan) throws PlanInvalid {
        this.schema = schema;
        transcoder = JsonToAvro.compile(schema, plan);
    }

    static Transcoding of(Schema schema, FieldPlan plan) {
        try {
            return new Transcoding(schema, plan);
        } catch (PlanInvalid e) {
            throw new AssertionError(e);
        }
    }

    /** A record with these fields; single quotes stand for double ones. */
    static Transcoding ofFields(String fields) {
        return of(record(fields), FieldPlan.byName());
    }

    /** A record of one field named {@code x}. */
    static Transcoding ofType(String type) {
        return ofFields("{'name': 'x', 'type': " + type + "}");
    }

    static Schema record(String fields) {
        return new Schema.Parser()
                .parse("{'type': 'record', 'name': 'Reading', 'namespace': 'test', 'fields': [%s]}"
                        .formatted(fields)
                        .replace('\'', '"'));
    }

    Transcoding with(FieldValues values) {
        this.values = values;
        return this;
    }

    Transcoded transcode(byte[] json) {
        out.clear();
        return transcoder.transcode(json, 0, json.length, values, out);
    }

    /** What Avro reads back; single quotes stand for double ones. */
    GenericRecord record(byte[] json) {
        Transcoded outcome = transcode(json);
        assertThat(outcome).isInstanceOf(Transcoded.Encoded.class);
        return decode(schema, out.toByteArray());
    }

    GenericRecord read(String json) {
        return record(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** What the field {@code x} became. */
    Object x(String json) {
        return read("{'x': " + json + "}").get("x");
    }

    byte[] avro() {
        return out.toByteArray();
    }

    Transcoded.Encoded encoded(String json) {
        return (Transcoded.Encoded) transcode(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    Transcoded.Unfit unfit(byte[] json) {
        Transcoded outcome = transcode(json);
        assertThat(outcome).isInstanceOf(Transcoded.Unfit.class);
        assertThat(out.size()).as("nothing is left behind").isZero();
        return (Transcoded.Unfit) outcome;
    }

    Transcoded.Unfit unfit(String json) {
        return unfit(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    RejectReason refusal(String json) {
        return unfit(json).reason();
    }

    RejectReason refusalOfX(String json) {
        return refusal("{'x': " + json + "}");
    }

    /** With a model of its own, since Avro's shared one keeps a reader for every schema ever seen. */
    static GenericRecord decode(Schema schema, byte[] avro) {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(avro, null);
        try {
            GenericRecord record =
                    new GenericDatumReader<GenericRecord>(schema, schema, new GenericData()).read(null, decoder);
            assertThat(decoder.isEnd()).as("nothing follows the record").isTrue();
            return record;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
