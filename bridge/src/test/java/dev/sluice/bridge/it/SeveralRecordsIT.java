package dev.sluice.bridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.sandbox.kafka.KafkaSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One message that becomes several records is acknowledged when Kafka has every one of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralRecordsIT {

    private static final Schema SCHEMA = new Schema.Parser().parse(RunningSluice.TELEMETRY);

    private static final String RULES = """
            schemas: { folder: schemas }
            shutdown: { drain: 2s }
            match: all
            mappings:
              - name: archive
                from: gateways/#
                to: { topic: archive }
                ack: received
              - name: readings
                from: gateways/{gateway}
                when: payload.readings.size() > 0
                each: payload.readings
                event-id: "{gateway}-{payload.batch}"
                to: { topic: readings, key: each.device }
                value: { schema: Telemetry, fields: { temperature: double(each.raw) / 10.0 } }
              - name: state
                from: state/{device}
                tombstone-on-empty: true
                payload: { format: json, compression: gzip }
                to: { topic: state, key: "{device}" }
            """;

    private KafkaSandbox kafka;
    private RunningSluice sluice;

    @BeforeAll
    void start(@TempDir Path folder) {
        kafka = KafkaSandbox.inTemporaryFolder().start();
        sluice = RunningSluice.start(folder, kafka.bootstrapServers(), RULES);
    }

    @AfterAll
    void stop() {
        sluice.close();
        kafka.close();
    }

    @Test
    void everyElementAndEveryRuleIsStoredBeforeTheDeviceHearsBack() {
        try (var device = new WireDevice(sluice.mqttPort(), "gateway")) {
            device.publish(1, "gateways/g1", batch(7));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(device.acknowledged()).containsExactly(1));
            kafka.stop();
            device.publish(2, "gateways/g1", batch(8));

            await().during(Duration.ofSeconds(2))
                    .untilAsserted(() -> assertThat(device.acknowledged()).containsExactly(1));
            kafka.start();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(device.acknowledged()).containsExactly(1, 2));
        }
        var readings = TopicReader.readAll(kafka.bootstrapServers(), "readings");
        assertThat(readings)
                .extracting(record -> TopicReader.header(record, "mqtt.event-id"))
                .contains("g1-7/readings/0", "g1-7/readings/1", "g1-8/readings/0", "g1-8/readings/1");
        assertThat(readings)
                .filteredOn(
                        record -> TopicReader.header(record, "mqtt.event-id").equals("g1-8/readings/1"))
                .allSatisfy(record -> {
                    assertThat(new String(record.key(), UTF_8)).isEqualTo("s2");
                    assertThat(TopicReader.decode(record.value(), SCHEMA).get("temperature"))
                            .isEqualTo(21.5);
                });
        // nobody waited for these
        await().untilAsserted(() -> assertThat(TopicReader.readAll(kafka.bootstrapServers(), "archive"))
                .hasSizeGreaterThanOrEqualTo(2));
    }

    @Test
    void oneElementThatDoesNotFitMakesTheWholeListOneDeadLetterAndTheOtherRulesGoOn() {
        try (var device = new WireDevice(sluice.mqttPort(), "careless")) {
            device.publish(1, "gateways/g2", "{\"batch\":1,\"readings\":[{\"device\":\"s1\",\"seq\":1,\"raw\":1},{}]}");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(device.acknowledged()).containsExactly(1));
        }
        assertThat(TopicReader.readAll(kafka.bootstrapServers(), "mqtt.dead-letters"))
                .filteredOn(record -> "careless".equals(TopicReader.header(record, "mqtt.client")))
                .singleElement()
                .satisfies(letter -> assertThat(TopicReader.header(letter, "dead-letter.detail"))
                        .startsWith("element 1: "));
        await().untilAsserted(() -> assertThat(TopicReader.readAll(kafka.bootstrapServers(), "archive"))
                .filteredOn(record -> "careless".equals(TopicReader.header(record, "mqtt.client")))
                .hasSize(1));
    }

    @Test
    void anEmptyPayloadBecomesATombstone() {
        try (var device = new WireDevice(sluice.mqttPort(), "leaver")) {
            device.publish(1, "state/d7", "");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(device.acknowledged()).containsExactly(1));
        }
        assertThat(TopicReader.readAll(kafka.bootstrapServers(), "state"))
                .singleElement()
                .satisfies(record -> {
                    assertThat(new String(record.key(), UTF_8)).isEqualTo("d7");
                    assertThat(record.value()).isNull();
                });
    }

    private static String batch(int number) {
        return "{\"batch\":" + number + ",\"readings\":"
                + List.of(
                        "{\"device\":\"s1\",\"seq\":" + number + ",\"raw\":205}",
                        "{\"device\":\"s2\",\"seq\":" + number + ",\"raw\":215}")
                + "}";
    }
}
