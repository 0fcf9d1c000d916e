package dev.sluice.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The section {@code authorization} of a running Sluice, and a change of it. Kafka is not needed to deny something. */
class AuthorizationIT {

    private static final String NOBODY_LISTENS = "127.0.0.1:1";
    private static final String RULES = """
            kafka: { warm-up: 0s }
            shutdown: { drain: 0s }
            reload: { watch: false }
            data: { sessions: memory }
            authorization:
              rules:
                - { allow: subscribe, topics: ["commands/{client}/+"] }
            """;

    @TempDir
    private Path folder;

    @Test
    void rulesAreInForceFromTheStartAndChangeWithoutARestart() throws Exception {
        try (var sluice = RunningSluice.start(folder, NOBODY_LISTENS, RULES)) {
            var device = device(sluice, "d7");

            assertThatThrownBy(() -> publish(device, "devices/d7/up")).isInstanceOf(Mqtt5PubAckException.class);
            assertThat(subscribe(device, "commands/d7/+")).isEqualTo(Mqtt5SubAckReasonCode.GRANTED_QOS_1);
            assertThatThrownBy(() -> subscribe(device, "commands/#")).isInstanceOf(Mqtt5SubAckException.class);
            assertThat(sluice.management().metric("sluice_access_denied_total{kind=\"publish\"}"))
                    .isEqualTo(1);

            reload(sluice, RULES.replace("{client}", "{clientid}"), 422);
            assertThat(subscribe(device, "commands/d7/x")).isEqualTo(Mqtt5SubAckReasonCode.GRANTED_QOS_1);

            reload(sluice, RULES.replace("commands/{client}", "news"), 200);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> sluice.management().metric("sluice_access_denied_total{kind=\"subscription\"}") == 2);
            assertThat(subscribe(device, "news/today")).isEqualTo(Mqtt5SubAckReasonCode.GRANTED_QOS_1);
            assertThatThrownBy(() -> subscribe(device, "commands/d7/+")).isInstanceOf(Mqtt5SubAckException.class);
            assertThat(device.getState().isConnected()).isTrue();
            device.disconnect();
        }
    }

    private void reload(RunningSluice sluice, String yaml, int status) throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), yaml);
        var answer = sluice.management().send("POST", "/rules/reload", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private static Mqtt5BlockingClient device(RunningSluice sluice, String clientId) {
        var device = MqttClient.builder()
                .useMqttVersion5()
                .identifier(clientId)
                .serverHost("127.0.0.1")
                .serverPort(sluice.mqttPort())
                .buildBlocking();
        device.connect();
        return device;
    }

    private static void publish(Mqtt5BlockingClient device, String topic) {
        device.publishWith().topic(topic).qos(MqttQos.AT_LEAST_ONCE).send();
    }

    private static Mqtt5SubAckReasonCode subscribe(Mqtt5BlockingClient device, String filter) {
        return device.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .getReasonCodes()
                .get(0);
    }
}
