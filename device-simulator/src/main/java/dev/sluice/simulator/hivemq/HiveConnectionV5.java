package dev.sluice.simulator.hivemq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientConnectedContext;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.sluice.simulator.fleet.Credentials;
import dev.sluice.simulator.fleet.Device;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.fleet.SessionKind;
import dev.sluice.simulator.telemetry.Notice;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * MQTT 5. The first connection starts clean even when the session is to persist, because a new process knows nothing of an
 * earlier one's packet ids; later connections continue it.
 */
final class HiveConnectionV5 implements HiveConnection {

    private final Mqtt5AsyncClient client;
    private final Mqtt5Connect firstConnect;
    private final Mqtt5Connect laterConnect;
    private final Listener listener;

    private volatile boolean everConnected;

    HiveConnectionV5(Device device, Transports transports, Listener listener) {
        LinkSettings settings = device.plan().link();
        this.listener = listener;
        boolean persistent = settings.session() == SessionKind.PERSISTENT;
        Mqtt5Connect bare = Mqtt5Connect.builder()
                .cleanStart(true)
                .sessionExpiryInterval(persistent ? SessionKind.EXPIRY_SECONDS : 0)
                .keepAlive(settings.keepAliveSeconds())
                .build();
        firstConnect = auth(device.plan().credentials())
                .map(auth -> bare.extend().simpleAuth(auth).build())
                .orElse(bare);
        laterConnect = firstConnect.extend().cleanStart(!persistent).build();
        client = transports
                .apply(MqttClient.builder().identifier(device.name()))
                .useMqttVersion5()
                .addConnectedListener(context -> connected((Mqtt5ClientConnectedContext) context))
                .addDisconnectedListener(context -> disconnected((Mqtt5ClientDisconnectedContext) context))
                .buildAsync();
    }

    private void connected(Mqtt5ClientConnectedContext context) {
        everConnected = true;
        listener.connected(context.getConnAck().isSessionPresent());
    }

    private void disconnected(Mqtt5ClientDisconnectedContext context) {
        long delay = listener.retryMillis(Ends.of(context.getCause()));
        context.getReconnector()
                .reconnect(delay >= 0)
                .delay(Math.max(0, delay), TimeUnit.MILLISECONDS)
                .connect(withWill(everConnected ? laterConnect : firstConnect));
    }

    @Override
    public void connect() {
        client.connect(withWill(firstConnect));
    }

    @Override
    public CompletionStage<?> publish(Notice message) {
        return client.publish(packet(message));
    }

    @Override
    public CompletionStage<Void> disconnect() {
        return client.disconnect();
    }

    private Mqtt5Connect withWill(Mqtt5Connect without) {
        return listener.will()
                .map(will -> without.extend().willPublish(packet(will)).build())
                .orElse(without);
    }

    private static Mqtt5Publish packet(Notice message) {
        return Mqtt5Publish.builder()
                .topic(message.topic())
                .qos(MqttQos.fromCode(message.qos()))
                .retain(message.retain())
                .payload(message.payload())
                .build();
    }

    static Optional<Mqtt5SimpleAuth> auth(Credentials credentials) {
        Optional<byte[]> password = credentials.password().map(secret -> secret.getBytes(UTF_8));
        if (credentials.user().isEmpty()) {
            return password.map(
                    secret -> Mqtt5SimpleAuth.builder().password(secret).build());
        }
        String user = credentials.user().get();
        return Optional.of(password.map(secret -> Mqtt5SimpleAuth.builder()
                        .username(user)
                        .password(secret)
                        .build())
                .orElseGet(() -> Mqtt5SimpleAuth.builder().username(user).build()));
    }
}
