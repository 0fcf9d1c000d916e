package dev.sluice.bridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import dev.sluice.sandbox.kafka.KafkaSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A Sparkplug edge node through the bridge into Kafka, all real, in one JVM. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkplugIT {

    private static final String METRIC = """
            {"type": "record", "name": "Metric", "namespace": "plant", "fields": [
              {"name": "edge", "type": "string"},
              {"name": "type", "type": "string"},
              {"name": "name", "type": "string"},
              {"name": "value", "type": ["null", "double", "boolean", "string"]}]}
            """;

    private static final String RULES = """
            schemas: { folder: schemas }
            shutdown: { drain: 2s }
            mappings:
              - name: metrics
                from: spBv1.0/{group}/{type}/{edge}
                payload: sparkplug-b
                each: payload.metrics
                to: { topic: metrics, key: "{edge}" }
                value: { schema: Metric, fields: { edge: "{edge}", type: "{type}" } }
            """;

    private static final Schema SCHEMA = new Schema.Parser().parse(METRIC);

    private KafkaSandbox kafka;
    private RunningSluice sluice;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        kafka = KafkaSandbox.inTemporaryFolder().start();
        Files.createDirectories(folder.resolve("schemas"));
        Files.writeString(folder.resolve("schemas/Metric.avsc"), METRIC);
        sluice = RunningSluice.start(folder, kafka.bootstrapServers(), RULES);
    }

    @AfterAll
    void stop() {
        sluice.close();
        kafka.close();
    }

    @Test
    void anEdgeNodeWhoseBirthIsMissingIsAskedForItAndItsMetricsArriveByName() {
        var edge = MqttClient.builder()
                .useMqttVersion3()
                .identifier("press")
                .serverHost("127.0.0.1")
                .serverPort(sluice.mqttPort())
                .buildAsync();
        edge.connect().orTimeout(30, TimeUnit.SECONDS).join();
        edge.subscribeWith()
                .topicFilter("spBv1.0/plant/NCMD/press")
                .callback(
                        command -> { // what an edge node does: its birth, then data again
                            send(edge, "spBv1.0/plant/NBIRTH/press", birth());
                            send(edge, "spBv1.0/plant/NDATA/press", pressure(1, 13.5f));
                        })
                .send()
                .join();

        send(edge, "spBv1.0/plant/NDATA/press", pressure(17, 12.5f));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(TopicReader.readAvro(kafka.bootstrapServers(), "metrics", SCHEMA))
                        .extracting(record -> record.get("type") + " " + record.get("name") + " " + record.get("value"))
                        .containsExactly("NBIRTH bdSeq 0.0", "NBIRTH Pressure 0.0", "NDATA Pressure 13.5"));
        await().untilAsserted(() -> assertThat(TopicReader.readAll(kafka.bootstrapServers(), "mqtt.dead-letters"))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(TopicReader.header(letter, "dead-letter.reason")).isEqualTo("SPARKPLUG_BIRTH_MISSING");
                    assertThat(new String(letter.key(), UTF_8)).isEqualTo("press");
                }));
        assertThat(sluice.management().metric("sluice_sparkplug_rebirths_requested_total"))
                .isEqualTo(1);
        assertThat(sluice.management().metric("sluice_sparkplug_sequence_gaps_total"))
                .isZero();
        edge.disconnect().join();
    }

    private static byte[] birth() {
        var payload = Payload.newBuilder().setTimestamp(1).setSeq(0);
        payload.addMetricsBuilder().setName("bdSeq").setDatatype(4).setLongValue(0);
        payload.addMetricsBuilder()
                .setName("Pressure")
                .setAlias(3)
                .setDatatype(9)
                .setFloatValue(0);
        return payload.build().toByteArray();
    }

    private static byte[] pressure(int seq, float bar) {
        var payload = Payload.newBuilder().setTimestamp(2).setSeq(seq);
        payload.addMetricsBuilder().setAlias(3).setFloatValue(bar);
        return payload.build().toByteArray();
    }

    private static void send(Mqtt3AsyncClient edge, String topic, byte[] payload) {
        edge.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .send();
    }
}
