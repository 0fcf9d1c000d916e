package dev.sluice.simulator.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueDecoderTest {

    private static final String TELEMETRY =
            "{\"type\":\"record\",\"name\":\"Telemetry\",\"namespace\":\"test\",\"fields\":["
                    + "{\"name\":\"device\",\"type\":\"string\"},{\"name\":\"seq\",\"type\":\"long\"},"
                    + "{\"name\":\"celsius\",\"type\":[\"null\",\"double\"],\"default\":null}]}";
    private static final byte[] JSON = "{\"device\":\"d-1\",\"seq\":7}".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private Schema telemetry;
    private GenericRecord record;

    @BeforeEach
    void writeASchema() throws IOException {
        Files.writeString(folder.resolve("Telemetry.avsc"), TELEMETRY);
        telemetry = new Schema.Parser().parse(TELEMETRY);
        record = new GenericRecordBuilder(telemetry)
                .set("device", "d-1")
                .set("seq", 7L)
                .set("celsius", 21.5)
                .build();
    }

    @ParameterizedTest
    @EnumSource(
            value = ValueFormat.class,
            names = {"SINGLE_OBJECT", "AUTO"})
    void singleObjectsAreResolvedByTheirFingerprint(ValueFormat format) throws IOException {
        ByteBuffer value = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), telemetry).encode(record);

        assertReading(decoder(format, SchemaShelf.of(folder), null).decode(bytes(value)));
    }

    @ParameterizedTest
    @EnumSource(
            value = ValueFormat.class,
            names = {"CONFLUENT", "AUTO"})
    void confluentValuesAreResolvedByTheirIdWhereThereIsARegistry(ValueFormat format) throws IOException {
        SchemaTexts ids = id -> id == 7 ? Optional.of(TELEMETRY) : Optional.empty();
        var decoder =
                new ValueDecoder(format, SchemaShelf.bundled(), Optional.empty(), Optional.of(ids), "device", "seq");
        byte[] body = body();

        assertReading(decoder.decode(framed(7, body)));
        assertThat(decoder.decode(framed(8, body)))
                .isEqualTo(new Decoded.Undecodable("the registry knows no schema with id 8"));
    }

    private byte[] body() throws IOException {
        var out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(telemetry).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static byte[] framed(int id, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) 0)
                .putInt(id)
                .put(body)
                .array();
    }

    @ParameterizedTest
    @EnumSource(
            value = ValueFormat.class,
            names = {"CONFLUENT", "AUTO"})
    void confluentValuesNeedTheSchemaNamed(ValueFormat format) throws IOException {
        byte[] value = ByteBuffer.allocate(100)
                .put((byte) 0)
                .putInt(4711)
                .put(plain(record))
                .array();
        int length = 5 + plain(record).length;

        assertReading(decoder(format, SchemaShelf.of(folder), "Telemetry").decode(Arrays.copyOf(value, length)));
    }

    @ParameterizedTest
    @EnumSource(
            value = ValueFormat.class,
            names = {"PLAIN", "AUTO"})
    void plainValuesNeedTheSchemaNamed(ValueFormat format) throws IOException {
        assertReading(decoder(format, SchemaShelf.of(folder), "test.Telemetry").decode(plain(record)));
    }

    @ParameterizedTest
    @EnumSource(
            value = ValueFormat.class,
            names = {"SINGLE_OBJECT", "ENVELOPE", "AUTO"})
    void theEnvelopesPayloadIsReadAsJson(ValueFormat format) throws IOException {
        ByteBuffer value = new BinaryMessageEncoder<GenericRecord>(
                        GenericData.get(), envelope().getSchema())
                .encode(envelope());

        Decoded decoded = decoder(format, SchemaShelf.bundled(), null).decode(bytes(value));

        assertReading(decoded);
        assertThat(((Decoded.Reading) decoded).text().get())
                .isEqualTo("devices/x from d-1: {\"device\":\"d-1\",\"seq\":7}");
    }

    @Test
    void theEnvelopesPayloadMayBeAMapInCbor() throws IOException {
        byte[] map = new CBORMapper().writeValueAsBytes(new ObjectMapper().readTree(JSON));

        Decoded decoded =
                decoder(ValueFormat.ENVELOPE, SchemaShelf.bundled(), null).decode(plain(envelope(map)));

        assertReading(decoded);
        assertThat(((Decoded.Reading) decoded).text().get())
                .isEqualTo("devices/x from d-1: {\"device\":\"d-1\",\"seq\":7}");
        byte[] cut = Arrays.copyOf(map, map.length - 1);
        assertThat(reason(decoder(ValueFormat.ENVELOPE, SchemaShelf.bundled(), null)
                        .decode(plain(envelope(cut)))))
                .isEqualTo("the envelope's payload is neither JSON nor CBOR");
    }

    @Test
    void anEnvelopeMayAlsoComeWithoutFraming() throws IOException {
        assertReading(decoder(ValueFormat.ENVELOPE, SchemaShelf.bundled(), null).decode(plain(envelope())));
    }

    @Test
    void theBundledEnvelopeKeepsItsFingerprint() {
        assertThat(SchemaNormalization.parsingFingerprint64(
                        SchemaShelf.bundled().envelope()))
                .isEqualTo(0x50062cbe1464fe61L);
    }

    @ParameterizedTest
    @EnumSource(
            value = ValueFormat.class,
            names = {"JSON", "AUTO"})
    void jsonIsReadAsItIs(ValueFormat format) {
        assertReading(decoder(format, SchemaShelf.bundled(), null).decode(JSON));
    }

    @Test
    void fieldsMayHaveOtherNamesAndBeNested() {
        ValueDecoder decoder =
                new ValueDecoder(ValueFormat.JSON, SchemaShelf.bundled(), Optional.empty(), "meta.id", "meta.n");

        assertReading(decoder.decode("{\"meta\":{\"id\":\"d-1\",\"n\":\"7\"}}".getBytes(UTF_8)));
    }

    @Test
    void whatCannotBeDecodedSaysWhy() throws IOException {
        SchemaShelf shelf = SchemaShelf.of(folder);
        byte[] single = bytes(new BinaryMessageEncoder<GenericRecord>(GenericData.get(), telemetry).encode(record));
        byte[] cut = Arrays.copyOf(single, single.length - 1);
        byte[] longer = Arrays.copyOf(single, single.length + 1);
        byte[] unknown = single.clone();
        unknown[5] ^= 1;
        ValueDecoder decoder = decoder(ValueFormat.SINGLE_OBJECT, shelf, null);

        assertThat(reason(decoder.decode(cut))).startsWith("not a test.Telemetry");
        assertThat(reason(decoder.decode(longer))).contains("left over");
        assertThat(reason(decoder.decode(unknown))).contains("fingerprint");
        assertThat(reason(decoder.decode(JSON))).contains("C3 01");
        assertThat(reason(decoder.decode(null))).contains("null");
        assertThat(reason(decoder.decode(new byte[0]))).contains("empty");
        assertThat(reason(new ValueDecoder(ValueFormat.AUTO, shelf, Optional.empty(), "name", "seq").decode(single)))
                .isEqualTo("record test.Telemetry has no field \"name\"");
        assertThat(reason(decoder(ValueFormat.JSON, shelf, null).decode("hello".getBytes(UTF_8))))
                .isEqualTo("no JSON");
        assertThat(reason(decoder(ValueFormat.JSON, shelf, null)
                        .decode("{\"device\":\"d\",\"seq\":\"x\"}".getBytes(UTF_8))))
                .contains("is no number");
    }

    /** Whatever bytes come, the answer is a value and never an exception. */
    @ParameterizedTest
    @EnumSource(ValueFormat.class)
    void damagedValuesNeverThrow(ValueFormat format) throws IOException {
        ValueDecoder decoder = decoder(format, SchemaShelf.of(folder), "Telemetry");
        byte[] single = bytes(new BinaryMessageEncoder<GenericRecord>(GenericData.get(), telemetry).encode(record));
        byte[] cbor = new CBORMapper().writeValueAsBytes(new ObjectMapper().readTree(JSON));
        for (byte[] good : List.of(single, plain(record), plain(envelope()), plain(envelope(cbor)), JSON)) {
            for (int at = 0; at < good.length; at++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte[] damaged = good.clone();
                    damaged[at] ^= (byte) (1 << bit);
                    assertThat(decoder.decode(damaged)).isNotNull();
                }
                assertThat(decoder.decode(Arrays.copyOf(good, at))).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "confluent"})
    void formatsThatDoNotNameTheirSchemaNeedOne(String format) {
        assertThatThrownBy(() -> decoder(ValueFormat.named(format), SchemaShelf.bundled(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--schema");
    }

    @Test
    void schemasMayUseTypesOfOtherFiles() throws IOException {
        Files.writeString(
                folder.resolve("A.avsc"),
                "{\"type\":\"record\",\"name\":\"test.Batch\",\"fields\":[{\"name\":\"one\",\"type\":\"test.Telemetry\"}]}");

        assertThat(SchemaShelf.of(folder).named("Batch").getField("one").schema())
                .isEqualTo(telemetry);
    }

    @Test
    void aSchemaThatDoesNotParseIsNamed() throws IOException {
        Files.writeString(folder.resolve("Broken.avsc"), "{\"type\":\"record\"}");

        assertThatThrownBy(() -> SchemaShelf.of(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Broken.avsc");
        assertThatThrownBy(() -> SchemaShelf.bundled().named("Nope"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dev.sluice.MqttMessage");
    }

    private static ValueDecoder decoder(ValueFormat format, SchemaShelf shelf, String schema) {
        Optional<Schema> designated = schema == null ? shelf.only() : Optional.of(shelf.named(schema));
        return new ValueDecoder(format, shelf, designated, "device", "seq");
    }

    private static GenericRecord envelope() {
        return envelope(JSON);
    }

    private static GenericRecord envelope(byte[] payload) {
        return new GenericRecordBuilder(SchemaShelf.bundled().envelope())
                .set("topic", "devices/x")
                .set("clientId", "d-1")
                .set("qos", 1)
                .set("retained", false)
                .set("time", 1_763_760_000_000L)
                .set("payload", ByteBuffer.wrap(payload))
                .build();
    }

    private static byte[] plain(GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static void assertReading(Decoded decoded) {
        assertThat(decoded).isInstanceOfSatisfying(Decoded.Reading.class, reading -> {
            assertThat(reading.device()).isEqualTo("d-1");
            assertThat(reading.seq()).isEqualTo(7);
        });
    }

    private static String reason(Decoded decoded) {
        return decoded.fold(reading -> "no reason, but " + reading, Decoded.Undecodable::reason);
    }
}
