package dev.sluice.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.fixture.BrokerOfDoors;
import dev.sluice.broker.fixture.Door;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Eclipse Paho's two Java clients through every kind of listener. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PahoIT {

    @TempDir
    private static Path folder;

    private BrokerOfDoors broker;

    @BeforeAll
    void start() {
        broker = new BrokerOfDoors(folder);
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource
    void publishesAndSubscribesInVersion3(Door door) throws Exception {
        var options = new MqttConnectOptions();
        if (door.isSecure()) {
            options.setSocketFactory(broker.tls(door).context().getSocketFactory());
        }
        var heard = new LinkedBlockingQueue<String>();
        try (var client = new org.eclipse.paho.client.mqttv3.MqttClient(
                door.url(broker.port(door)),
                "paho-3-" + door,
                new org.eclipse.paho.client.mqttv3.persist.MemoryPersistence())) {
            client.connect(options);
            for (int qos = 0; qos <= 2; qos++) {
                var topic = "paho/3/" + door + "/" + qos;
                client.subscribe(topic, qos, (name, message) -> heard.add(name));
                client.publish(topic, "hello".getBytes(StandardCharsets.UTF_8), qos, false);

                assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(topic);
            }
            broker.ingest().awaitFrom("paho-3-" + door, 3);
            client.disconnect();
        }
    }

    @ParameterizedTest
    @EnumSource
    void publishesAndSubscribesInVersion5(Door door) throws Exception {
        var options = new MqttConnectionOptions();
        if (door.isSecure()) {
            options.setSocketFactory(broker.tls(door).context().getSocketFactory());
        }
        var heard = new LinkedBlockingQueue<String>();
        var client = new org.eclipse.paho.mqttv5.client.MqttClient(
                door.url(broker.port(door)),
                "paho-5-" + door,
                new org.eclipse.paho.mqttv5.client.persist.MemoryPersistence());
        try {
            client.setCallback(new Ear(heard));
            client.connect(options);
            for (int qos = 0; qos <= 2; qos++) {
                var topic = "paho/5/" + door + "/" + qos;
                client.subscribe(topic, qos);
                client.publish(topic, "hello".getBytes(StandardCharsets.UTF_8), qos, false);

                assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(topic);
            }
            broker.ingest().awaitFrom("paho-5-" + door, 3);
            client.disconnect();
        } finally {
            client.close();
        }
    }

    private record Ear(BlockingQueue<String> heard) implements MqttCallback {

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            heard.add(topic);
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException exception) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
