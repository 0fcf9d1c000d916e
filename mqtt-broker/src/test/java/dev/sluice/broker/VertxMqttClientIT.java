package dev.sluice.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.fixture.BrokerOfDoors;
import dev.sluice.broker.fixture.Door;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client of Vert.x, which speaks MQTT 3.1.1 over TCP and TLS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VertxMqttClientIT {

    @TempDir
    private static Path folder;

    private final Vertx vertx = Vertx.vertx();
    private BrokerOfDoors broker;

    @BeforeAll
    void start() {
        broker = new BrokerOfDoors(folder);
    }

    @AfterAll
    void stop() {
        await(vertx.close());
        broker.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "TLS", "MUTUAL_TLS"})
    void publishesAndSubscribes(Door door) throws InterruptedException {
        var heard = new LinkedBlockingQueue<String>();
        var client = MqttClient.create(vertx, options(door));
        client.publishHandler(message -> heard.add(message.topicName()));
        await(client.connect(broker.port(door), "127.0.0.1"));
        for (var qos : new MqttQoS[] {MqttQoS.AT_MOST_ONCE, MqttQoS.AT_LEAST_ONCE, MqttQoS.EXACTLY_ONCE}) {
            var topic = "vertx/" + door + "/" + qos.value();
            var granted = new LinkedBlockingQueue<Integer>();
            client.subscribeCompletionHandler(
                    ack -> granted.add(ack.grantedQoSLevels().get(0)));
            await(client.subscribe(topic, qos.value()));
            assertThat(granted.poll(30, TimeUnit.SECONDS)).isEqualTo(qos.value());
            await(client.publish(topic, Buffer.buffer("hello"), qos, false, false));

            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(topic);
        }
        broker.ingest().awaitFrom("vertx-" + door, 3);
        await(client.disconnect());
    }

    private MqttClientOptions options(Door door) {
        var options = new MqttClientOptions();
        options.setClientId("vertx-" + door);
        if (door.isSecure()) {
            options.setSsl(true);
            options.setHostnameVerificationAlgorithm("HTTPS");
            options.setTrustOptions(new PemTrustOptions()
                    .addCertPath(broker.authority().certificate().toString()));
        }
        if (door.demandsCertificate()) {
            options.setKeyCertOptions(new PemKeyCertOptions()
                    .setCertPath(broker.device().certificate().toString())
                    .setKeyPath(broker.device().key().toString()));
        }
        return options;
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
