package dev.sluice.mapping.engine;

import static dev.sluice.mapping.engine.EngineFixture.RULES;
import static dev.sluice.mapping.engine.EngineFixture.TELEMETRY;
import static dev.sluice.mapping.engine.EngineFixture.engine;
import static dev.sluice.mapping.engine.EngineFixture.mapped;
import static dev.sluice.mapping.engine.EngineFixture.message;
import static dev.sluice.mapping.engine.EngineFixture.rejected;
import static dev.sluice.mapping.engine.EngineFixture.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.schema.SchemaReference;
import dev.sluice.mapping.schema.SchemaSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** When the id of a schema is known, and what becomes of records until then. */
class SchemaIdTest {

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
        var engine = registered(references);

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
        var engine = registered(references);
        assertThat(rejected(engine.map(message("constant", "no JSON"))).schemaId())
                .isEmpty();

        references.get("readings").learned(7);

        assertThat(rejected(engine.map(message("constant", "no JSON"))).schemaId())
                .hasValue(7);
        assertThat(rejected(engine.map(message("routed", "{}"))).schemaId()).isEmpty();
    }

    @Test
    void schemasOfConstantTopicsAreKnownBeforeAnyMessageComes() {
        var engine = registered(new LinkedHashMap<>());

        assertThat(engine.references()).extracting(SchemaReference::subject).containsExactly("readings");
    }

    private static MappingEngine registered(Map<String, SchemaReference> references) {
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
        return new MappingEngine(
                rules(REGISTERED, schemas),
                EngineServices.none()
                        .with((Schema schema, String topic) ->
                                references.computeIfAbsent(topic, name -> new SchemaReference(schema, name))));
    }
}
