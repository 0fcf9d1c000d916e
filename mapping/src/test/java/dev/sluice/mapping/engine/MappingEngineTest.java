package dev.sluice.mapping.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.message.UserProperty;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.rule.OnUnmapped;
import dev.sluice.mapping.rule.WireFormat;
import dev.sluice.mapping.schema.SchemaReference;
import dev.sluice.mapping.schema.SchemaSource;
import dev.sluice.mapping.settings.SettingsFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

class MappingEngineTest {

    private static final long ARRIVED = 1_800_000_000_000L;

    private static final Schema TELEMETRY = SchemaBuilder.record("Telemetry")
            .fields()
            .requiredString("deviceId")
            .requiredDouble("celsius")
            .requiredString("unit")
            .requiredString("client")
            .endRecord();
    private static final Schema FRAME = SchemaBuilder.record("Frame")
            .fields()
            .requiredString("deviceId")
            .optionalBytes("raw")
            .name("qos")
            .type()
            .intType()
            .noDefault()
            .requiredBytes("again")
            .endRecord();

    private static final String RULES = """
            mappings:
              - name: telemetry
                from: devices/{site}/{device}/telemetry
                to:
                  topic: telemetry.{site}
                  key: "{device}/{payload.seq}"
                  timestamp: payload.ts
                  headers: { fleet: "{site}", seq: payload.seq, where: "'north'" }
                value:
                  schema: Telemetry
                  fields: { deviceId: "{device}", celsius: payload.reading.temperature, unit: "'C'", client: mqtt.client }
              - name: frames
                from: frames/{device...}
                payload: bytes
                to: { topic: frames, key: mqtt.topic }
                value: { schema: Frame, format: plain, fields: { raw: payload, again: payload, qos: mqtt.qos, deviceId: "{device}" } }
              - name: routed
                from: routed
                to: { topic: "kind.{payload.kind}" }
              - name: known
                from: known
                to: { topic: known }
                value: { schema: Telemetry, format: confluent, schema-id: 258 }
              - name: bare
                from: bare/{x}
                to: { topic: "{x}" }
            """;

    private static MappingEngine engine(String yaml) {
        var file = SettingsFile.ofText("sluice.yaml", yaml, Path.of("."), List.of(), name -> null);
        return new MappingEngine(file.read((node, problems) -> MappingRules.read(
                        node,
                        name -> List.of(TELEMETRY, FRAME).stream()
                                .filter(schema -> schema.getName().equals(name))
                                .findFirst(),
                        problems))
                .orElseThrow(() -> new AssertionError(file.problems().render())));
    }

    private static DeviceMessage message(String topic, byte[] payload) {
        return new DeviceMessage(topic, "client-7", 1, false, false, payload, ARRIVED, "e-1", MessageProperties.NONE);
    }

    private static DeviceMessage message(String topic, String payload) {
        return message(topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    private static OutgoingRecord mapped(MappingOutcome outcome) {
        return outcome.fold(
                mapped -> mapped.records().get(0),
                rejected -> {
                    throw new AssertionError(rejected.toString());
                },
                ignored -> {
                    throw new AssertionError(ignored.toString());
                },
                several -> {
                    throw new AssertionError(several.toString());
                });
    }

    private static Rejected rejected(MappingOutcome outcome) {
        assertThat(outcome).isInstanceOf(Rejected.class);
        return (Rejected) outcome;
    }

    private static GenericRecord decode(Schema schema, byte[] value, int framing) throws IOException {
        var decoder = DecoderFactory.get().binaryDecoder(value, framing, value.length - framing, null);
        var record = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
        assertThat(decoder.isEnd()).as("nothing follows the record").isTrue();
        return record;
    }

    private static Map<String, String> headers(OutgoingRecord record) {
        var headers = new LinkedHashMap<String, String>();
        record.headers().forEach(h -> headers.put(h.name(), new String(h.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

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

    @Test
    void aMessageThatDoesNotFitIsRejectedByItsRule() {
        var engine = engine(RULES);
        var topic = "devices/s/d/telemetry";

        var notJson = rejected(engine.map(message(topic, "hello")));
        assertThat(notJson.reason()).isEqualTo(RejectReason.PAYLOAD_NOT_DECODABLE);
        assertThat(notJson.rule().name()).isEqualTo("telemetry");
        assertThat(rejected(engine.map(message(topic, "{\"seq\":1}"))).reason()).isEqualTo(RejectReason.FIELD_MISSING);

        var noKey = rejected(engine.map(message(topic, "{\"reading\":{\"temperature\":1}}")));
        assertThat(noKey.reason()).isEqualTo(RejectReason.FIELD_MISSING);
        assertThat(noKey.detail()).isEqualTo("payload.seq is not in the message, and the key needs it");

        // The thread's buffers are fit for the next message.
        assertThat(mapped(engine.map(message(topic, "{\"seq\":1,\"reading\":{\"temperature\":1}}"))))
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

    private static long timestamp(String ts) {
        return mapped(engine(RULES).map(timed(ts))).timestampMillis();
    }

    private static DeviceMessage timed(String ts) {
        return message("devices/s/d/telemetry", "{\"seq\":1,\"ts\":" + ts + ",\"reading\":{\"temperature\":1}}");
    }

    @Test
    void kafkaTopicsThatCannotBeAreRejected() {
        var engine = engine(RULES);

        assertThat(rejected(engine.map(message("bare/" + "x".repeat(250), ""))).reason())
                .isEqualTo(RejectReason.TOPIC_TOO_LONG);
        assertThat(rejected(engine.map(message("bare/", ""))).reason()).isEqualTo(RejectReason.TOPIC_INTERNAL);
        assertThat(mapped(engine.map(message("bare/__consumer_offsets", ""))).topic())
                .isEqualTo("_5f_5fconsumer_5foffsets");
        assertThat(rejected(engine.map(message("routed", "{\"kind\":\"" + "x".repeat(250) + "\"}")))
                        .reason())
                .isEqualTo(RejectReason.TOPIC_TOO_LONG);
        assertThat(rejected(engine.map(message("routed", "{}"))).reason()).isEqualTo(RejectReason.FIELD_MISSING);
        assertThat(mapped(engine.map(message("routed", "{\"kind\":\"a b\"}"))).topic())
                .isEqualTo("kind.a_20b");
    }

    @Test
    void whatNoRuleTakesFollowsOnUnmapped() {
        assertThat(mapped(engine(RULES).map(message("other", ""))).topic()).isEqualTo("mqtt.messages");
        assertThat(mapped(engine(RULES).map(message("$odd/topic", ""))).topic()).isEqualTo("mqtt.messages");
        assertThat(engine("on-unmapped: local").map(message("a", ""))).isEqualTo(new Ignored(OnUnmapped.LOCAL));
        assertThat(engine("on-unmapped: refuse").map(message("a", ""))).isEqualTo(new Ignored(OnUnmapped.REFUSE));
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
    void aTopicCanBeExplained() {
        var engine = engine(RULES);

        var route = engine.explain("devices/north.1/d7/telemetry").get(0);
        assertThat(route.rule().source()).isEqualTo("sluice.yaml:2");
        assertThat(route.pattern()).contains("devices/{site}/{device}/telemetry");
        assertThat(route.captures()).containsExactly(Map.entry("site", "north.1"), Map.entry("device", "d7"));
        assertThat(route.kafkaTopic()).isEqualTo("telemetry.north_2e1");
        assertThat(engine.explain("routed").get(0).kafkaTopic()).isEqualTo("kind.{payload.kind}");
        assertThat(engine.explain("bare/").get(0).complaint()).contains(RejectReason.TOPIC_INTERNAL);
        assertThat(engine.explain("other").get(0))
                .isEqualTo(new Route(
                        MappingRules.ENVELOPE, Optional.empty(), Map.of(), "mqtt.messages", Optional.empty()));
        assertThat(engine("on-unmapped: local").explain("other")).isEmpty();
    }

    @Test
    void topicsThatAreKnownBeforehandCanBeWarmedUp() {
        assertThat(engine(RULES).constantTopics()).containsExactly("frames", "known", "mqtt.messages");
        assertThat(engine("on-unmapped: local").constantTopics()).isEmpty();
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

    private static final String REGISTERED = """
            mappings:
              - name: constant
                from: constant
                to: { topic: readings }
                value: { schema: Telemetry, format: confluent, fields: { deviceId: "'d'", celsius: 1, unit: "'C'", client: mqtt.client } }
              - name: routed
                from: routed
                to: { topic: "{payload.kind}" }
                value: { schema: Telemetry, format: confluent, fields: { deviceId: "'d'", celsius: 1, unit: "'C'", client: mqtt.client } }
            """;

    @Test
    void recordWhoseSchemaHasNoIdYetWaitsForItAndIsThenComplete() {
        var references = new LinkedHashMap<String, SchemaReference>();
        var engine = registered(references, rule -> {});

        var record = mapped(engine.map(message("routed", "{\"kind\":\"a\"}")));

        assertThat(record.isComplete()).isFalse();
        references.get("a").learned(258);
        assertThat(record.isComplete()).isTrue();
        assertThat(record.completed().value()).startsWith(0, 0, 0, 1, 2);
        assertThat(mapped(engine.map(message("routed", "{\"kind\":\"a\"}"))))
                .satisfies(next ->
                        assertThat(next.value()).isEqualTo(record.completed().value()))
                .satisfies(next -> assertThat(next.awaited()).isNull());
    }

    @Test
    void aRejectedMessageNamesTheSchemaIdThatIsKnownWithoutARecord() {
        assertThat(rejected(engine(RULES).map(message("known", "{}"))).schemaId())
                .hasValue(258);
        assertThat(rejected(engine(RULES).map(message("devices/north/d7/telemetry", "{}")))
                        .schemaId())
                .isEmpty();
    }

    @Test
    void aRejectedMessageNamesTheIdFromTheRegistryOnceItIsThere() {
        var references = new LinkedHashMap<String, SchemaReference>();
        var engine = registered(references, rule -> {});
        assertThat(rejected(engine.map(message("constant", "no JSON"))).schemaId())
                .isEmpty();

        references.get("readings").learned(7);

        assertThat(rejected(engine.map(message("constant", "no JSON"))).schemaId())
                .hasValue(7);
        assertThat(rejected(engine.map(message("routed", "{}"))).schemaId()).isEmpty();
    }

    @Test
    void schemasOfConstantTopicsAreKnownBeforeAnyMessageComes() {
        var engine = registered(new LinkedHashMap<>(), rule -> {});

        assertThat(engine.references()).extracting(SchemaReference::subject).containsExactly("readings");
    }

    @Test
    void aTimeThatCannotBeTrueIsToldAndReplaced() {
        var disbelieved = new ArrayList<String>();
        var file = SettingsFile.ofText("sluice.yaml", RULES, Path.of("."), List.of(), name -> null);
        var rules = file.read((node, problems) -> MappingRules.read(
                        node, name -> Optional.of(name.equals("Frame") ? FRAME : TELEMETRY), problems))
                .orElseThrow();
        var engine = new MappingEngine(
                rules, EngineServices.none().with((EngineEvents) rule -> disbelieved.add(rule.name())));

        var record = mapped(engine.map(message(
                "devices/north/d7/telemetry", "{\"seq\":1,\"ts\":12,\"reading\":{\"temperature\":1},\"unit\":\"C\"}")));

        assertThat(record.timestampMillis()).isEqualTo(ARRIVED);
        assertThat(disbelieved).containsExactly("telemetry");
    }

    @Test
    void anEnvelopeTakesWhatItsRuleCouldNotDecode() {
        var engine = engine("mappings:\n  - { name: any, from: any, payload: cbor, to: { topic: any } }\n");

        assertThat(mapped(engine.map(message("any", new byte[] {(byte) 0xFF, 0}))))
                .isNotNull();
    }

    private static MappingEngine registered(Map<String, SchemaReference> references, EngineEvents events) {
        var file = SettingsFile.ofText("sluice.yaml", REGISTERED, Path.of("."), List.of(), name -> null);
        var schemas = new SchemaSource() {
            @Override
            public Optional<Schema> find(String name) {
                return Optional.of(TELEMETRY);
            }

            @Override
            public boolean hasRegistry() {
                return true;
            }
        };
        var rules = file.read((node, problems) -> MappingRules.read(node, schemas, problems))
                .orElseThrow(() -> new AssertionError(file.problems().render()));
        return new MappingEngine(
                rules,
                EngineServices.none()
                        .with(events)
                        .with((Schema schema, String topic) ->
                                references.computeIfAbsent(topic, name -> new SchemaReference(schema, name))));
    }
}
