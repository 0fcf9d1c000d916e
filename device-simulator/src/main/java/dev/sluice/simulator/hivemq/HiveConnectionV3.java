package dev.sluice.simulator.hivemq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.lifecycle.Mqtt3ClientConnectedContext;
import com.hivemq.client.mqtt.mqtt3.lifecycle.Mqtt3ClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import dev.sluice.simulator.fleet.Credentials;
import dev.sluice.simulator.fleet.Device;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.fleet.SessionKind;
import dev.sluice.simulator.telemetry.Notice;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * MQTT 3.1.1. A session that persists cannot start clean there, so at QoS 2 a clean connection comes first and sweeps away what
 * an earlier process may have left under this client id.
 */
final class HiveConnectionV3 implements HiveConnection {

    private final Mqtt3AsyncClient client;
    private final Mqtt3Connect sweep;
    private final Mqtt3Connect connect;
    private final Listener listener;

    private volatile boolean sweeping;

    HiveConnectionV3(Device device, Transports transports, Listener listener) {
        LinkSettings settings = device.plan().link();
        this.listener = listener;
        boolean persistent = settings.session() == SessionKind.PERSISTENT;
        sweeping = persistent && settings.qos() == 2;
        Mqtt3Connect bare = Mqtt3Connect.builder()
                .cleanSession(true)
                .keepAlive(settings.keepAliveSeconds())
                .build();
        Credentials credentials = device.plan().credentials();
        sweep = credentials
                .user()
                .map(user -> bare.extend()
                        .simpleAuth(auth(user, credentials.password()))
                        .build())
                .orElse(bare);
        connect = sweep.extend().cleanSession(!persistent).build();
        client = transports
                .apply(MqttClient.builder().identifier(device.name()))
                .useMqttVersion3()
                .addConnectedListener(context -> connected((Mqtt3ClientConnectedContext) context))
                .addDisconnectedListener(context -> disconnected((Mqtt3ClientDisconnectedContext) context))
                .buildAsync();
    }

    private void connected(Mqtt3ClientConnectedContext context) {
        if (!sweeping) {
            listener.connected(context.getConnAck().isSessionPresent());
        }
    }

    private void disconnected(Mqtt3ClientDisconnectedContext context) {
        if (sweeping && context.getSource() == MqttDisconnectSource.USER) {
            return;
        }
        long delay = listener.retryMillis(Ends.of(context.getCause()));
        context.getReconnector()
                .reconnect(delay >= 0)
                .delay(Math.max(0, delay), TimeUnit.MILLISECONDS)
                .connect(sweeping ? sweep : withWill(connect));
    }

    @Override
    public void connect() {
        if (sweeping) {
            client.connect(sweep).thenCompose(swept -> client.disconnect()).thenRun(() -> {
                sweeping = false;
                client.connect(withWill(connect));
            });
        } else {
            client.connect(withWill(connect));
        }
    }

    @Override
    public CompletionStage<?> publish(Notice message) {
        return client.publish(packet(message));
    }

    @Override
    public CompletionStage<Void> disconnect() {
        return client.disconnect();
    }

    private Mqtt3Connect withWill(Mqtt3Connect without) {
        return listener.will()
                .map(will -> without.extend().willPublish(packet(will)).build())
                .orElse(without);
    }

    private static Mqtt3Publish packet(Notice message) {
        return Mqtt3Publish.builder()
                .topic(message.topic())
                .qos(MqttQos.fromCode(message.qos()))
                .retain(message.retain())
                .payload(message.payload())
                .build();
    }

    private static Mqtt3SimpleAuth auth(String user, Optional<String> password) {
        return password.map(secret -> Mqtt3SimpleAuth.builder()
                        .username(user)
                        .password(secret.getBytes(UTF_8))
                        .build())
                .orElseGet(() -> Mqtt3SimpleAuth.builder().username(user).build());
    }
}
