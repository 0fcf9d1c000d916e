package dev.sluice.bridge.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import dev.sluice.broker.BrokerSettings;
import dev.sluice.broker.MqttBroker;
import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.ConnectedDevice;
import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.Ingest;
import dev.sluice.broker.publish.IngestLane;
import dev.sluice.broker.publish.ReceivedPublish;
import dev.sluice.broker.publish.Settlement;
import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.sparkplug.SparkplugBirths;
import dev.sluice.mapping.sparkplug.SparkplugDecoder;
import dev.sluice.mapping.sparkplug.SparkplugLimits;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.tahu.message.SparkplugBPayloadDecoder;
import org.eclipse.tahu.message.model.SparkplugBPayload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An edge node at the broker, whose data came before its birth. */
class RebirthRequestsIT {

    private final Vertx vertx = Vertx.vertx();
    private final RebirthRequests requests = new RebirthRequests();
    private final SparkplugBirths births = new SparkplugBirths(SparkplugLimits.DEFAULT, System::nanoTime, requests);
    private final Decoding ingest = new Decoding(new SparkplugDecoder(births));
    private MqttBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = MqttBroker.start(vertx, BrokerSettings.onLoopback(0), ingest);
        requests.through(broker);
    }

    @AfterEach
    void stop() {
        broker.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void anEdgeNodeIsAskedForItsBirthAndUnderstoodAfterIt() {
        List<SparkplugBPayload> commands = new CopyOnWriteArrayList<>();
        var edge = connected("edge");
        edge.subscribeWith()
                .topicFilter("spBv1.0/plant/NCMD/press")
                .callback(command -> commands.add(read(command.getPayloadAsBytes())))
                .send()
                .join();

        publish(edge, "spBv1.0/plant/NDATA/press", pressure(17, 12.5f));

        await().until(() -> commands.size() == 1);
        assertThat(commands.get(0).getMetrics()).singleElement().satisfies(metric -> {
            assertThat(metric.getName()).isEqualTo("Node Control/Rebirth");
            assertThat(metric.getValue()).isEqualTo(true);
        });
        assertThat(ingest.documents).singleElement().asString().startsWith("SPARKPLUG_BIRTH_MISSING");

        publish(edge, "spBv1.0/plant/NBIRTH/press", birth());
        publish(edge, "spBv1.0/plant/NDATA/press", pressure(1, 13.5f));

        await().until(() -> ingest.documents.size() == 3);
        assertThat(ingest.documents.get(2)).contains("\"values\":{\"Pressure\":13.5}");
        assertThat(births.rebirthsRequested()).isOne();
        assertThat(births.sequenceGaps()).isZero();
        edge.disconnect().join();
    }

    @Test
    void nobodyIsHarmedWhenTheEdgeNodeDoesNotListen() {
        var edge = connected("deaf");

        publish(edge, "spBv1.0/plant/NDATA/deaf", pressure(17, 12.5f));

        assertThat(ingest.documents).hasSize(1);
        assertThat(births.rebirthsRequested()).isOne();
        edge.disconnect().join();
    }

    private static SparkplugBPayload read(byte[] payload) {
        try {
            return new SparkplugBPayloadDecoder().buildFromByteArray(payload, null);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] birth() {
        var payload = Payload.newBuilder().setTimestamp(1).setSeq(0);
        payload.addMetricsBuilder().setName("bdSeq").setDatatype(4).setLongValue(0);
        payload.addMetricsBuilder()
                .setName("Node Control/Rebirth")
                .setDatatype(11)
                .setBooleanValue(false);
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

    private Mqtt3AsyncClient connected(String clientId) {
        var client = MqttClient.builder()
                .useMqttVersion3()
                .identifier(clientId)
                .serverHost("127.0.0.1")
                .serverPort(broker.ports().get(0))
                .buildAsync();
        client.connect().orTimeout(30, TimeUnit.SECONDS).join();
        return client;
    }

    private static void publish(Mqtt3AsyncClient edge, String topic, byte[] payload) {
        edge.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .send()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** Keeps the document of each message, or its fault. */
    private static final class Decoding implements Ingest, IngestLane {

        private final SparkplugDecoder decoder;
        private final List<String> documents = new CopyOnWriteArrayList<>();

        private Decoding(SparkplugDecoder decoder) {
            this.decoder = decoder;
        }

        @Override
        public IngestLane connected(ConnectedDevice device) {
            return this;
        }

        @Override
        public AckContract receive(ReceivedPublish publish, HeldAck ack) {
            var out = new JsonBuffer(100_000);
            var payload = publish.payload();
            var fault = decoder.decode(publish.topic(), publish.duplicate(), payload, 0, payload.length, out);
            documents.add(fault == null ? new String(out.toByteArray(), UTF_8) : fault.reason() + " " + fault.detail());
            ack.settle(Settlement.STORED);
            return AckContract.STORED;
        }

        @Override
        public boolean mayRead() {
            return true;
        }

        @Override
        public void disconnected() {}
    }
}
