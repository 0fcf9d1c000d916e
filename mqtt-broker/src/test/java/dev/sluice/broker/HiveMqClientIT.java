package dev.sluice.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import dev.sluice.broker.fixture.BrokerOfDoors;
import dev.sluice.broker.fixture.Door;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The HiveMQ client through every kind of listener. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HiveMqClientIT {

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
    void publishesAndSubscribesInVersion3(Door door) throws InterruptedException {
        var client = builder(door, "hive-3-" + door).useMqttVersion3().buildBlocking();
        client.connect();
        try (var heard = client.publishes(MqttGlobalPublishFilter.SUBSCRIBED)) {
            for (var qos : MqttQos.values()) {
                var topic = "hive/3/" + door + "/" + qos.getCode();
                client.subscribeWith().topicFilter(topic).qos(qos).send();
                client.publishWith()
                        .topic(topic)
                        .qos(qos)
                        .payload("hello".getBytes(StandardCharsets.UTF_8))
                        .send();

                assertThat(heard.receive(30, TimeUnit.SECONDS))
                        .hasValueSatisfying(
                                message -> assertThat(message.getTopic()).hasToString(topic));
            }
            broker.ingest().awaitFrom("hive-3-" + door, 3);
        }
        client.disconnect();
    }

    @ParameterizedTest
    @EnumSource
    void publishesAndSubscribesInVersion5(Door door) throws InterruptedException {
        var client = builder(door, "hive-5-" + door).useMqttVersion5().buildBlocking();
        client.connect();
        try (var heard = client.publishes(MqttGlobalPublishFilter.SUBSCRIBED)) {
            for (var qos : MqttQos.values()) {
                var topic = "hive/5/" + door + "/" + qos.getCode();
                client.subscribeWith().topicFilter(topic).qos(qos).send();
                client.publishWith()
                        .topic(topic)
                        .qos(qos)
                        .payload(new byte[50_000])
                        .send();

                assertThat(heard.receive(30, TimeUnit.SECONDS))
                        .hasValueSatisfying(message ->
                                assertThat(message.getPayloadAsBytes()).hasSize(50_000));
            }
            broker.ingest().awaitFrom("hive-5-" + door, 3);
        }
        client.disconnect();
    }

    private MqttClientBuilder builder(Door door, String clientId) {
        var builder = MqttClient.builder()
                .identifier(clientId)
                .serverHost("127.0.0.1")
                .serverPort(broker.port(door));
        if (door.isSecure()) {
            builder = builder.sslConfig(MqttClientSslConfig.builder()
                    .trustManagerFactory(broker.tls(door).trusted())
                    .keyManagerFactory(broker.tls(door).shown())
                    .build());
        }
        return door.isWebSocket()
                ? builder.webSocketConfig().serverPath(Door.PATH.substring(1)).applyWebSocketConfig()
                : builder;
    }
}
