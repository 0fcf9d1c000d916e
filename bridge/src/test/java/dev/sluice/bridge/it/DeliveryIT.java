package dev.sluice.bridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import dev.sluice.sandbox.kafka.KafkaSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Devices through the bridge into Kafka, all real, in one JVM. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryIT {

    private static final Schema SCHEMA = new Schema.Parser().parse(RunningSluice.TELEMETRY);

    private KafkaSandbox kafka;
    private RunningSluice sluice;

    @BeforeAll
    void start(@TempDir Path folder) {
        kafka = KafkaSandbox.inTemporaryFolder().start();
        sluice = RunningSluice.start(folder, kafka.bootstrapServers(), RunningSluice.RULES);
    }

    @AfterAll
    void stop() {
        sluice.close();
        kafka.close();
    }

    @ParameterizedTest
    @EnumSource(MqttQos.class)
    void messageOfEachQosArrivesAsAvro(MqttQos qos) {
        var site = "qos" + qos.getCode();
        var device = connected("d-" + site);

        publish(device, "devices/" + site + "/d1/telemetry", qos, reading("d1", 7))
                .join();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var records = TopicReader.readAll(kafka.bootstrapServers(), "telemetry." + site);
            assertThat(records).hasSize(1);
            assertThat(new String(records.get(0).key(), UTF_8)).isEqualTo("d1");
            assertThat(TopicReader.decode(records.get(0).value(), SCHEMA).get("seq"))
                    .isEqualTo(7L);
            assertThat(TopicReader.header(records.get(0), "mqtt.event-id")).hasSize(24);
            assertThat(TopicReader.header(records.get(0), "mqtt.topic")).endsWith("/d1/telemetry");
        });
        device.disconnect().join();
    }

    @Test
    void pubackIsWithheldWhileKafkaIsStoppedAndLeavesInOrderAfterwards() {
        var inOrder = IntStream.rangeClosed(1, 50).boxed().toList();
        try (var device = new WireDevice(sluice.mqttPort(), "patient")) {
            device.publish(100, "devices/away/d1/telemetry", reading("d1", 0));
            await().untilAsserted(() -> assertThat(device.acknowledged()).containsExactly(100));
            kafka.stop();

            inOrder.forEach(seq -> device.publish(seq, "devices/away/d1/telemetry", reading("d1", seq)));

            await().during(Duration.ofSeconds(3))
                    .untilAsserted(() -> assertThat(device.acknowledged()).containsExactly(100));
            kafka.start();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(device.acknowledged()).hasSize(51));
            assertThat(device.acknowledged().subList(1, 51)).isEqualTo(inOrder);
        }
        assertThat(TopicReader.readAvro(kafka.bootstrapServers(), "telemetry.away", SCHEMA))
                .extracting(record -> (int) (long) record.get("seq"))
                .startsWith(0)
                .endsWith(inOrder.toArray(Integer[]::new))
                .hasSize(51);
    }

    @Test
    void payloadThatDoesNotFitBecomesADeadLetterAndIsAcknowledged() {
        var device = connected("careless");

        publish(device, "devices/north/d9/telemetry", MqttQos.AT_LEAST_ONCE, "{\"device\":\"d9\",\"seq\":\"x\"}")
                .orTimeout(60, TimeUnit.SECONDS)
                .join();

        assertThat(TopicReader.readAll(kafka.bootstrapServers(), "mqtt.dead-letters"))
                .filteredOn(record -> "careless".equals(TopicReader.header(record, "mqtt.client")))
                .singleElement()
                .satisfies(record -> {
                    assertThat(new String(record.value(), UTF_8)).isEqualTo("{\"device\":\"d9\",\"seq\":\"x\"}");
                    assertThat(TopicReader.header(record, "dead-letter.reason")).isEqualTo("FIELD_TYPE");
                    assertThat(TopicReader.header(record, "dead-letter.rule")).isEqualTo("telemetry");
                    assertThat(TopicReader.header(record, "mqtt.topic")).isEqualTo("devices/north/d9/telemetry");
                });
        device.disconnect().join();
    }

    @Test
    void messageWithoutARuleGoesIntoTheEnvelope() {
        var device = connected("enveloped");

        publish(device, "somewhere/else", MqttQos.EXACTLY_ONCE, "whatever").join();

        assertThat(TopicReader.readAll(kafka.bootstrapServers(), "mqtt.messages"))
                .filteredOn(record -> "enveloped".equals(new String(record.key(), UTF_8)))
                .hasSize(1);
        device.disconnect().join();
    }

    @Test
    void subscriberOnTheSameBrokerHearsWhatKafkaGets() {
        List<String> heard = new CopyOnWriteArrayList<>();
        var subscriber = connected("listener");
        subscriber
                .subscribeWith()
                .topicFilter("devices/heard/#")
                .callback(publish -> heard.add(new String(publish.getPayloadAsBytes(), UTF_8)))
                .send()
                .join();
        var device = connected("speaker");

        publish(device, "devices/heard/d1/telemetry", MqttQos.AT_LEAST_ONCE, reading("d1", 1))
                .join();

        await().untilAsserted(() -> assertThat(heard).containsExactly(reading("d1", 1)));
        assertThat(TopicReader.readAll(kafka.bootstrapServers(), "telemetry.heard"))
                .hasSize(1);
        device.disconnect().join();
        subscriber.disconnect().join();
    }

    @Test
    void lostDevicesWillIsTelemetryToo() {
        var device = client("doomed");
        device.connectWith()
                .willPublish()
                .topic("devices/wills/d1/telemetry")
                .payload(reading("d1", 99).getBytes(UTF_8))
                .applyWillPublish()
                .send()
                .join();

        device.disconnectWith()
                .reasonCode(
                        com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode
                                .DISCONNECT_WITH_WILL_MESSAGE)
                .send()
                .join();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(TopicReader.readAvro(kafka.bootstrapServers(), "telemetry.wills", SCHEMA))
                                .hasSize(1));
    }

    @Test
    void everyPathIsCounted() {
        var device = connected("counted");
        publish(device, "devices/counted/d1/telemetry", MqttQos.AT_LEAST_ONCE, reading("d1", 1))
                .join();

        var metrics = sluice.management().get("/metrics").body();
        assertThat(metrics)
                .contains("sluice_messages_received_total{mapping=\"telemetry\"}")
                .contains("sluice_message_latency_seconds_bucket{mapping=\"telemetry\",le=");
        assertThat(sluice.management().metric("sluice_connections")).isGreaterThanOrEqualTo(1);
        assertThat(sluice.management().get("/health/live").statusCode()).isEqualTo(200);
        device.disconnect().join();
    }

    private Mqtt5AsyncClient client(String clientId) {
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier(clientId)
                .serverHost("127.0.0.1")
                .serverPort(sluice.mqttPort())
                .buildAsync();
    }

    private Mqtt5AsyncClient connected(String clientId) {
        var client = client(clientId);
        client.connect().orTimeout(60, TimeUnit.SECONDS).join();
        return client;
    }

    private static CompletableFuture<Mqtt5PublishResult> publish(
            Mqtt5AsyncClient device, String topic, MqttQos qos, String payload) {
        return device.publishWith()
                .topic(topic)
                .qos(qos)
                .payload(payload.getBytes(UTF_8))
                .send();
    }

    private static String reading(String device, int seq) {
        return "{\"device\":\"" + device + "\",\"seq\":" + seq + ",\"temperature\":21.5}";
    }
}
