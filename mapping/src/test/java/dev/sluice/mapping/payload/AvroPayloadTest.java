package dev.sluice.mapping.payload;

import static dev.sluice.mapping.message.RejectReason.NESTING_TOO_DEEP;
import static dev.sluice.mapping.message.RejectReason.PAYLOAD_NOT_DECODABLE;
import static dev.sluice.mapping.message.RejectReason.PAYLOAD_TOO_LARGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.transcode.AvroBuffer;
import dev.sluice.mapping.transcode.FieldPlan;
import dev.sluice.mapping.transcode.FieldValues;
import dev.sluice.mapping.transcode.JsonToAvro;
import dev.sluice.mapping.transcode.PlanInvalid;
import dev.sluice.mapping.transcode.Transcoded;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroPayloadTest {

    private static final Schema READING = record("""
            {'name': 'id', 'type': 'string'}, {'name': 'n', 'type': 'int'}, {'name': 'colour', 'type':
                {'type': 'enum', 'name': 'Colour', 'symbols': ['RED', 'GREEN']}}""");
    private static final String READING_JSON = "{\"id\":\"a\",\"n\":-2,\"colour\":\"GREEN\"}";
    private static final String READING_HEX = "0261 03 02";

    private static Schema schema(String json) {
        return new Schema.Parser().parse(json.replace('\'', '"'));
    }

    private static Schema record(String fields) {
        return schema("{'type': 'record', 'name': 'Reading', 'namespace': 'test', 'fields': [" + fields + "]}");
    }

    private static Decoding plain(Schema schema) {
        return new Decoding(PayloadDecoders.avro(schema, AvroFraming.plain()));
    }

    private static Decoding plain(String schema) {
        return plain(schema(schema));
    }

    private static byte[] hex(String hex) {
        return Decoding.hex(hex);
    }

    private static byte[] transcoded(Schema reader, String json) throws PlanInvalid {
        var out = new AvroBuffer();
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        var outcome =
                JsonToAvro.compile(reader, FieldPlan.byName()).transcode(utf8, 0, utf8.length, FieldValues.NONE, out);
        assertThat(outcome).as(json).isInstanceOf(Transcoded.Encoded.class);
        return out.toByteArray();
    }

    @Property(tries = 3000)
    void whatAvroWroteIsTheSameBytesAgainAfterJson(@ForAll long seed) throws PlanInvalid {
        var random = RandomAvro.of(new Random(seed));
        byte[] avro = random.binary();

        assertThat(transcoded(random.schema(), plain(random.schema()).json(avro)))
                .isEqualTo(avro);
        assertThat(PayloadDecoders.avro(random.schema(), AvroFraming.plain()).check(avro, 0, avro.length))
                .isNull();
    }

    @Property(tries = 3000)
    void checkingAndDecodingAgreeOnDamagedPayloads(@ForAll long seed) {
        var source = new Random(seed);
        var random = RandomAvro.of(source);
        byte[] avro = random.binary();
        for (int i = source.nextInt(3); i >= 0 && avro.length > 0; i--) {
            avro[source.nextInt(avro.length)] = (byte) source.nextInt();
        }
        var payload = PayloadDecoders.avro(random.schema(), AvroFraming.plain());
        var out = new JsonBuffer(10_000_000);

        var fault = payload.decode(avro, 0, avro.length, out);
        var checked = payload.check(avro, 0, avro.length);
        if (fault == null) {
            assertThat(checked).isNull();
            Decoding.parsed(new String(out.toByteArray(), StandardCharsets.UTF_8));
        } else if (fault.reason() != PAYLOAD_TOO_LARGE) {
            assertThat(checked.reason()).isEqualTo(fault.reason());
        }
    }

    @Test
    void valuesAreWrittenByNameAndWithoutTags() {
        Schema schema = record("""
                {'name': 'u', 'type': ['null', 'long', 'string']}, {'name': 'v', 'type': ['null', 'long', 'string']},
                {'name': 'y', 'type': 'bytes'}, {'name': 'd', 'type': 'double'},
                {'name': 'm', 'type': {'type': 'map', 'values': 'float'}},
                {'name': 'dec', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 9, 'scale': 2}},
                {'name': 'ts', 'type': {'type': 'long', 'logicalType': 'timestamp-millis'}}""");
        var record = new GenericData.Record(schema);
        record.put("u", null);
        record.put("v", 1L << 60);
        record.put("y", ByteBuffer.wrap(new byte[] {1, 2, 3}));
        record.put("d", Double.NaN);
        record.put("m", Map.of("k", 0.1f));
        record.put("dec", ByteBuffer.wrap(new byte[] {(byte) 0xCF, (byte) 0xC7}));
        record.put("ts", 1_700_000_000_000L);

        assertThat(plain(schema).json(RandomAvro.binary(schema, record))).isEqualTo("""
                {"u":null,"v":1152921504606846976,"y":"AQID","d":"NaN","m":{"k":0.1},"dec":-123.45,"ts":1700000000000}""");
    }

    @Test
    void sizedTypesHaveTheFormsThatTheTranscoderReads() {
        Schema schema = record("""
                {'name': 'id', 'type': {'type': 'fixed', 'name': 'U', 'size': 16, 'logicalType': 'uuid'}},
                {'name': 'p', 'type': {'type': 'fixed', 'name': 'P', 'size': 12, 'logicalType': 'duration'}},
                {'name': 'd', 'type': {'type': 'fixed', 'name': 'D', 'size': 3, 'logicalType': 'decimal', 'precision': 5, 'scale': 1}}""");

        assertThat(plain(schema)
                        .json(hex("f81d4fae7dec11d0a76500a0c91e6bf6" + "01000000 02000000 ffffffff" + "00007b")))
                .isEqualTo("{\"id\":\"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\","
                        + "\"p\":{\"months\":1,\"days\":2,\"millis\":4294967295},\"d\":12.3}");
    }

    @Test
    void framingIsReadAndChecked() {
        long print = SchemaNormalization.parsingFingerprint64(READING);
        byte[] single = ByteBuffer.allocate(14)
                .put(hex("c301"))
                .putLong(Long.reverseBytes(print))
                .put(hex(READING_HEX.replace(" ", "")))
                .array();
        byte[] confluent = hex("00 0000002a" + READING_HEX);
        var singleObject = PayloadDecoders.avro(READING, AvroFraming.singleObject());
        var anyId = PayloadDecoders.avro(READING, AvroFraming.confluent());
        var oneId = PayloadDecoders.avro(READING, AvroFraming.confluent(42));
        var otherId = PayloadDecoders.avro(READING, AvroFraming.confluent(43));

        assertThat(plain(READING).json(hex(READING_HEX))).isEqualTo(READING_JSON);
        assertThat(new Decoding(singleObject).json(single)).isEqualTo(READING_JSON);
        assertThat(new Decoding(anyId).json(confluent)).isEqualTo(READING_JSON);
        assertThat(new Decoding(oneId).json(confluent)).isEqualTo(READING_JSON);
        assertThat(new Decoding(otherId).fault(confluent).detail())
                .contains("42")
                .contains("43");
        assertThat(new Decoding(anyId).refusal(single)).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(new Decoding(singleObject).refusal(confluent)).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(new Decoding(singleObject).refusal(hex("c301"))).isEqualTo(PAYLOAD_NOT_DECODABLE);
        single[5] ^= 1;
        assertThat(new Decoding(singleObject).fault(single).detail()).contains("fingerprint");
        assertThat(List.of(anyId.framingLength(), singleObject.framingLength())).containsExactly(5, 10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "0261 03 02 00", // something follows
                "0261 03", // cut off
                "0261 03 04", // no such symbol
                "0261 03 01", // -1
                "0261 8080808010 02", // 33 bits for an int
                "0261 ffffffffffffffffff02 02", // 65 bits
                "0161 03 02", // a length of -1
                "04ff61 03 02", // not UTF-8
                "feffffff0f 03 02", // a length of 2 GB
                "feffffffffffffffff01 03 02", // a length of 2^63 - 1
            })
    void whatIsNoRecordOfTheSchemaIsRefused(String hex) {
        assertThat(plain(READING).refusal(hex(hex))).isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @Test
    void blocksMaySayTheirLengthAndMustBeRight() {
        var array = plain("{'type': 'array', 'items': 'int'}");

        assertThat(array.json(hex("03 04 0204 02 06 00"))).isEqualTo("[1,2,3]");
        assertThat(array.refusal(hex("03 02 0204 00"))).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(array.refusal(hex("03 08 0204 00"))).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(array.refusal(hex("02 02"))).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(array.refusal(hex("feffffffffffffffff01 02"))).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(array.refusal(hex("ffffffffffffffffff01 00"))).isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @Test
    void itemsThatTakeNoBytesAreBounded() {
        var nulls = plain("{'type': 'array', 'items': 'null'}");
        var arraysOfNulls = plain("{'type': 'array', 'items': {'type': 'array', 'items': 'null'}}");

        assertThat(nulls.json(hex("06 00"))).isEqualTo("[null,null,null]");
        assertThat(nulls.refusal(hex("feffffffffffffffff01 00"))).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(nulls.refusal(hex("feffffffffffffffff01"))).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(arraysOfNulls.refusal(hex("c801" + "d00f 00".repeat(100) + "00")))
                .isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @Test
    void nestingIsBoundedWhateverTheSchemaAllows() {
        var chain = plain("""
                {'type': 'record', 'name': 'R', 'fields': [{'name': 'r', 'type': ['null', 'R']}]}""");
        var endless = plain("{'type': 'record', 'name': 'R', 'fields': [{'name': 'r', 'type': 'R'}]}");

        assertThat(chain.json(hex("02".repeat(63) + "00"))).hasSizeGreaterThan(300);
        assertThat(chain.refusal(hex("02".repeat(64) + "00"))).isEqualTo(NESTING_TOO_DEEP);
        assertThat(endless.refusal(hex(""))).isEqualTo(NESTING_TOO_DEEP);
    }

    @Test
    void decimalsBeyondTheirPrecisionAreRefusedBeforeTheyBecomeDigits() {
        var decimal = plain("{'type': 'bytes', 'logicalType': 'decimal', 'precision': 3, 'scale': 1}");

        assertThat(decimal.json(hex("04 03e7"))).isEqualTo("99.9");
        assertThat(decimal.json(hex("08 000003e7"))).isEqualTo("99.9");
        assertThat(decimal.refusal(hex("04 03e8"))).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(decimal.refusal(hex("00"))).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(decimal.refusal(hex("80897a" + "7f".repeat(1_000_000)))).isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @Test
    void schemasThatDifferAreResolvedThroughJson() throws PlanInvalid {
        Schema later = record("""
                {'name': 'n', 'type': 'long'}, {'name': 'added', 'type': 'string', 'default': 'x'},
                {'name': 'colour', 'type': {'type': 'enum', 'name': 'Colour', 'symbols': ['BLUE', 'GREEN', 'RED']}}""");
        Schema real = record("{'name': 'n', 'type': 'double'}, {'name': 'id', 'type': ['null', 'string']}");
        String json = plain(READING).json(hex(READING_HEX));

        assertThat(plain(later).json(transcoded(later, json)))
                .isEqualTo("{\"n\":-2,\"added\":\"x\",\"colour\":\"GREEN\"}");
        assertThat(plain(real).json(transcoded(real, json))).isEqualTo("{\"n\":-2.0,\"id\":\"a\"}");
    }

    @Test
    void schemasAreTheSameWhenNothingOfWhatTheBytesMeanDiffers() {
        Schema documented = record("""
                {'name': 'id', 'type': 'string', 'doc': 'who', 'default': 'nobody', 'aliases': ['device']}, {'name': 'n', 'type': 'int'},
                {'name': 'colour', 'type': {'type': 'enum', 'name': 'Colour', 'symbols': ['RED', 'GREEN']}}""");
        Schema wider = record("{'name': 'id', 'type': 'string'}, {'name': 'n', 'type': 'long'}");
        String times = """
                {'name': 'a', 'type': {'type': 'array', 'items': ['null', {'type': 'long', 'logicalType': 'timestamp-%s'}]}},
                {'name': 'next', 'type': ['null', 'Reading']}""";

        assertThat(AvroPayload.sameAs(READING, documented)).isTrue();
        assertThat(AvroPayload.sameAs(READING, wider)).isFalse();
        assertThat(AvroPayload.sameAs(record(times.formatted("millis")), record(times.formatted("millis"))))
                .isTrue();
        assertThat(AvroPayload.sameAs(record(times.formatted("millis")), record(times.formatted("micros"))))
                .isFalse();
    }
}
