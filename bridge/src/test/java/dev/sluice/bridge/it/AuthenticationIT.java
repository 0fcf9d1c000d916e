package dev.sluice.bridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import dev.sluice.broker.identity.password.PasswordFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The section {@code authentication} of a running Sluice, beside {@code authorization}, and a change of it. Kafka is not needed to refuse somebody. */
class AuthenticationIT {

    private static final String NOBODY_LISTENS = "127.0.0.1:1";
    private static final String RULES = """
            kafka: { warm-up: 0s }
            shutdown: { drain: 0s }
            reload: { watch: false }
            data: { sessions: memory }
            authentication: { passwords: { file: passwords } }
            authorization:
              rules:
                - { allow: subscribe, topics: ["commands/{user}/+"] }
            """;

    @TempDir
    private Path folder;

    @Test
    void usersChangeWithoutARestartAndWhoeverIsConnectedStays() throws Exception {
        users("anna");
        try (var sluice = RunningSluice.start(folder, NOBODY_LISTENS, RULES)) {
            var anna = connected(sluice, "d1", "anna");
            assertThatThrownBy(() -> connected(sluice, "d2", "berta")).isInstanceOf(Mqtt5ConnAckException.class);

            users("berta");
            reload(sluice, 200);

            connected(sluice, "d2", "berta").disconnect();
            assertThatThrownBy(() -> connected(sluice, "d3", "anna")).isInstanceOf(Mqtt5ConnAckException.class);
            assertThat(anna.getState().isConnected()).isTrue();

            Files.writeString(folder.resolve("passwords"), "nonsense");
            reload(sluice, 422);

            connected(sluice, "d2", "berta").disconnect();
            anna.disconnect();
        }
    }

    @Test
    void accessRulesSpeakOfTheUserThatWasProven() throws Exception {
        users("anna");
        try (var sluice = RunningSluice.start(folder, NOBODY_LISTENS, RULES)) {
            var anna = connected(sluice, "d1", "anna");

            anna.subscribeWith().topicFilter("commands/anna/+").send();
            assertThatThrownBy(() -> anna.publishWith()
                            .topic("commands/anna/x")
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .send())
                    .isInstanceOf(Mqtt5PubAckException.class);
            anna.disconnect();
        }
    }

    private void users(String name) throws Exception {
        Files.writeString(
                folder.resolve("passwords"),
                PasswordFile.line(name, (name + "'s").getBytes(UTF_8), PasswordFile.LEAST_COST));
    }

    private static void reload(RunningSluice sluice, int status) throws IOException {
        var answer = sluice.management().send("POST", "/rules/reload", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private static Mqtt5BlockingClient connected(RunningSluice sluice, String clientId, String user) {
        var device = MqttClient.builder()
                .useMqttVersion5()
                .identifier(clientId)
                .serverHost("127.0.0.1")
                .serverPort(sluice.mqttPort())
                .simpleAuth()
                .username(user)
                .password((user + "'s").getBytes(UTF_8))
                .applySimpleAuth()
                .buildBlocking();
        device.connect();
        return device;
    }
}
