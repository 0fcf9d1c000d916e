package dev.sluice.mapping.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.schema.SchemaSource;
import dev.sluice.mapping.settings.SettingsFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** A few rules with their schemas, messages for them, and what came of these. */
final class EngineFixture {

    static final long ARRIVED = 1_800_000_000_000L;

    static final Schema TELEMETRY = SchemaBuilder.record("Telemetry")
            .fields()
            .requiredString("deviceId")
            .requiredDouble("celsius")
            .requiredString("unit")
            .requiredString("client")
            .endRecord();
    static final Schema FRAME = SchemaBuilder.record("Frame")
            .fields()
            .requiredString("deviceId")
            .optionalBytes("raw")
            .name("qos")
            .type()
            .intType()
            .noDefault()
            .requiredBytes("again")
            .endRecord();

    static final String RULES = """
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

    private EngineFixture() {}

    static MappingEngine engine(String yaml) {
        return new MappingEngine(rules(yaml));
    }

    static MappingRules rules(String yaml) {
        return rules(
                yaml,
                name -> Stream.of(TELEMETRY, FRAME)
                        .filter(schema -> schema.getName().equals(name))
                        .findFirst());
    }

    static MappingRules rules(String yaml, SchemaSource schemas) {
        var file = SettingsFile.ofText("sluice.yaml", yaml, Path.of("."), List.of(), name -> null);
        return file.read((node, problems) -> MappingRules.read(node, schemas, problems))
                .orElseThrow(() -> new AssertionError(file.problems().render()));
    }

    static DeviceMessage message(String topic, byte[] payload) {
        return new DeviceMessage(topic, "client-7", 1, false, false, payload, ARRIVED, "e-1", MessageProperties.NONE);
    }

    static DeviceMessage message(String topic, String payload) {
        return message(topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    static OutgoingRecord mapped(MappingOutcome outcome) {
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

    static Rejected rejected(MappingOutcome outcome) {
        assertThat(outcome).isInstanceOf(Rejected.class);
        return (Rejected) outcome;
    }
}
