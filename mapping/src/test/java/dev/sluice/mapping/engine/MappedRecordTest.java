package dev.sluice.mapping.engine;

import static dev.sluice.mapping.engine.EngineFixture.ARRIVED;
import static dev.sluice.mapping.engine.EngineFixture.FRAME;
import static dev.sluice.mapping.engine.EngineFixture.RULES;
import static dev.sluice.mapping.engine.EngineFixture.TELEMETRY;
import static dev.sluice.mapping.engine.EngineFixture.engine;
import static dev.sluice.mapping.engine.EngineFixture.mapped;
import static dev.sluice.mapping.engine.EngineFixture.message;
import static dev.sluice.mapping.engine.EngineFixture.rejected;
import static dev.sluice.mapping.engine.EngineFixture.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.message.UserProperty;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.rule.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

/** What is in the record that a message becomes: value, key, headers and time. */
class MappedRecordTest {

    @Test
    void aRuleMakesARecordOfItsSchema() throws IOException {
        var record = mapped(engine(RULES)
                .map(message(
                        "devices/north.1/d7/telemetry",
                        "{\"seq\":12,\"ts\":1800000000123,\"reading\":{\"temperature\":21.5}}")));

        assertThat(record.topic()).isEqualTo("telemetry.north_2e1");
        assertThat(text(record.key())).isEqualTo("d7/12");
        assertThat(record.timestampMillis()).isEqualTo(1_800_000_000_123L);
        assertThat(headers(record))
                .containsExactly(
                        Map.entry("mqtt.event-id", "e-1"),
                        Map.entry("mqtt.topic", "devices/north.1/d7/telemetry"),
                        Map.entry("mqtt.client", "client-7"),
                        Map.entry("fleet", "north.1"),
                        Map.entry("seq", "12"),
                        Map.entry("where", "north"));
        assertThat(Arrays.copyOf(record.value(), 10)).isEqualTo(WireFormat.singleObject(TELEMETRY));
        assertThat(decode(TELEMETRY, record.value(), 10))
                .hasToString("{\"deviceId\": \"d7\", \"celsius\": 21.5, \"unit\": \"C\", \"client\": \"client-7\"}");
    }

    @Test
    void singleObjectFramingIsWhatAvroWrites() throws IOException {
        var datum = new GenericData.Record(FRAME);
        datum.put("deviceId", "d");
        datum.put("qos", 1);
        datum.put("again", ByteBuffer.allocate(0));
        var encoded = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), FRAME).encode(datum);

        assertThat(Arrays.copyOf(encoded.array(), 10)).isEqualTo(WireFormat.singleObject(FRAME));
    }

    @Test
    void confluentFramingIsAMagicByteAndTheIdInFourBytes() throws IOException {
        var record = mapped(engine(RULES)
                .map(message("known", "{\"deviceId\":\"d\",\"celsius\":1,\"unit\":\"C\",\"client\":\"c\"}")));

        assertThat(HexFormat.of().formatHex(record.value(), 0, 5)).isEqualTo("0000000102");
        assertThat(decode(TELEMETRY, record.value(), 5).get("celsius")).isEqualTo(1.0);
    }

    @Test
    void bytesAreNotLookedInto() throws IOException {
        byte[] payload = {(byte) 0xff, 0, '{', 7};

        var record = mapped(engine(RULES).map(message("frames/a/b", payload)));

        assertThat(record.topic()).isEqualTo("frames");
        assertThat(text(record.key())).isEqualTo("frames/a/b");
        var frame = decode(FRAME, record.value(), 0);
        assertThat(frame.get("deviceId")).hasToString("a/b");
        assertThat(frame.get("raw")).isEqualTo(ByteBuffer.wrap(payload));
        assertThat(frame.get("qos")).isEqualTo(1);
        assertThat(frame.get("again")).isEqualTo(ByteBuffer.wrap(payload));
    }

    @Test
    void withoutAnyRuleEverythingGoesIntoTheEnvelope() throws IOException {
        var properties = new MessageProperties(
                "text/plain",
                "answers",
                new byte[] {1, 2},
                60L,
                1,
                List.of(new UserProperty("a", "1"), new UserProperty("a", "\u00e9")));
        var message = new DeviceMessage(
                "caf\u00e9/\ud83d\ude00", "", 2, true, true, new byte[] {9, 8}, ARRIVED, "e-2", properties);

        var record = mapped(new MappingEngine(MappingRules.none()).map(message));

        assertThat(record.topic()).isEqualTo("mqtt.messages");
        assertThat(record.key()).isEmpty();
        assertThat(record.timestampMillis()).isEqualTo(ARRIVED);
        assertThat(headers(record).keySet()).containsExactly("mqtt.event-id", "mqtt.dup", "mqtt.topic", "mqtt.client");
        assertThat(record.value()).isEqualTo(byAvro(message));
    }

    @Test
    void theEnvelopeIsByteForByteWhatAvroWrites() throws IOException {
        for (var payload : List.of("", "{\"a\":1}", "x".repeat(100_000))) {
            var message = message("a/b", payload);

            assertThat(mapped(new MappingEngine(MappingRules.none()).map(message))
                            .value())
                    .isEqualTo(byAvro(message));
        }
    }

    @Test
    void anEnvelopeTakesWhatItsRuleCouldNotDecode() {
        var engine = engine("mappings:\n  - { name: any, from: any, payload: cbor, to: { topic: any } }\n");

        assertThat(mapped(engine.map(message("any", new byte[] {(byte) 0xFF, 0}))))
                .isNotNull();
    }

    @Test
    void aTimestampIsTakenIfItCanBeTrue() {
        assertThat(timestamp("null")).isEqualTo(ARRIVED);
        assertThat(timestamp("1799999990000")).isEqualTo(1_799_999_990_000L);
        assertThat(timestamp("\"2027-01-15T08:00:00.5Z\"")).isEqualTo(ARRIVED + 500);
        assertThat(timestamp("1800000000")).as("seconds").isEqualTo(ARRIVED);
        assertThat(timestamp("0")).isEqualTo(ARRIVED);
        assertThat(timestamp("" + (ARRIVED + 3_600_000))).isEqualTo(ARRIVED + 3_600_000);
        assertThat(timestamp("" + (ARRIVED + 3_600_001))).isEqualTo(ARRIVED);
        assertThat(timestamp("" + Long.MAX_VALUE)).isEqualTo(ARRIVED);
        assertThat(rejected(engine(RULES).map(timed("\"yesterday\""))).reason()).isEqualTo(RejectReason.FIELD_TYPE);
        assertThat(rejected(engine(RULES).map(timed("true"))).reason()).isEqualTo(RejectReason.FIELD_TYPE);
    }

    @Test
    void aTimeThatCannotBeTrueIsToldAndReplaced() {
        var disbelieved = new ArrayList<String>();
        var engine = new MappingEngine(
                rules(RULES), EngineServices.none().with((EngineEvents) rule -> disbelieved.add(rule.name())));

        var record = mapped(engine.map(message(
                "devices/north/d7/telemetry", "{\"seq\":1,\"ts\":12,\"reading\":{\"temperature\":1},\"unit\":\"C\"}")));

        assertThat(record.timestampMillis()).isEqualTo(ARRIVED);
        assertThat(disbelieved).containsExactly("telemetry");
    }

    @Test
    void headersAreAsManyAsTheRulesWant() {
        var properties = new MessageProperties(
                "application/json",
                "answers",
                new byte[] {'c'},
                null,
                null,
                List.of(new UserProperty("a", "1"), new UserProperty("b", "2")));
        var message = new DeviceMessage("t", "c", 0, true, false, new byte[0], ARRIVED, "e", properties);

        assertThat(headers(mapped(engine("mqtt-headers: none").map(message))).keySet())
                .containsExactly("mqtt.event-id");
        assertThat(headers(mapped(engine("mqtt-headers: full").map(message))))
                .containsExactly(
                        Map.entry("mqtt.event-id", "e"),
                        Map.entry("mqtt.topic", "t"),
                        Map.entry("mqtt.client", "c"),
                        Map.entry("mqtt.qos", "0"),
                        Map.entry("mqtt.retained", "true"),
                        Map.entry("mqtt.content-type", "application/json"),
                        Map.entry("mqtt.response-topic", "answers"),
                        Map.entry("mqtt.correlation-data", "c"),
                        Map.entry("mqtt.user.a", "1"),
                        Map.entry("mqtt.user.b", "2"));
    }

    @Test
    void severalThreadsMapAtOnceWithoutMixingTheirMessages() {
        var engine = engine(RULES);
        IntStream.range(0, 20_000).parallel().forEach(i -> {
            var device = "d" + i % 977;
            var record = mapped(engine.map(message(
                    "devices/s" + i % 13 + "/" + device + "/telemetry",
                    "{\"seq\":" + i + ",\"reading\":{\"temperature\":" + i + "}}")));
            try {
                assertThat(text(record.key())).isEqualTo(device + "/" + i);
                assertThat(record.topic()).isEqualTo("telemetry.s" + i % 13);
                var value = decode(TELEMETRY, record.value(), 10);
                assertThat(value.get("deviceId")).hasToString(device);
                assertThat(value.get("celsius")).isEqualTo((double) i);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static long timestamp(String ts) {
        return mapped(engine(RULES).map(timed(ts))).timestampMillis();
    }

    private static DeviceMessage timed(String ts) {
        return message("devices/s/d/telemetry", "{\"seq\":1,\"ts\":" + ts + ",\"reading\":{\"temperature\":1}}");
    }

    private static Map<String, String> headers(OutgoingRecord record) {
        var headers = new LinkedHashMap<String, String>();
        record.headers().forEach(h -> headers.put(h.name(), new String(h.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static GenericRecord decode(Schema schema, byte[] value, int framing) throws IOException {
        var decoder = DecoderFactory.get().binaryDecoder(value, framing, value.length - framing, null);
        var record = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
        assertThat(decoder.isEnd()).as("nothing follows the record").isTrue();
        return record;
    }

    private static byte[] byAvro(DeviceMessage message) throws IOException {
        var schema = EnvelopeRecord.schema();
        var datum = new GenericData.Record(schema);
        datum.put("topic", message.topic());
        datum.put("clientId", message.clientId());
        datum.put("qos", message.qos());
        datum.put("retained", message.retained());
        datum.put("contentType", message.properties().contentType());
        var items = schema.getField("userProperties").schema();
        var added = new GenericData.Array<GenericRecord>(4, items);
        for (var property : message.properties().userProperties()) {
            var item = new GenericData.Record(items.getElementType());
            item.put("name", property.name());
            item.put("value", property.value());
            added.add(item);
        }
        datum.put("userProperties", added);
        datum.put("time", message.receivedAtMillis());
        datum.put("payload", ByteBuffer.wrap(message.payload()));
        var out = new ByteArrayOutputStream();
        out.write(WireFormat.singleObject(schema));
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(datum, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
