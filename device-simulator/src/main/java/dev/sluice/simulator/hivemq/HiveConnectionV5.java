package dev.sluice.simulator.hivemq;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientConnectedContext;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.sluice.simulator.fleet.Device;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.fleet.SessionKind;
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
    private final Mqtt5Publish message;
    private final Listener listener;

    private volatile boolean everConnected;

    HiveConnectionV5(Device device, LinkSettings settings, MqttClientExecutorConfig threads, Listener listener) {
        this.listener = listener;
        boolean persistent = settings.session() == SessionKind.PERSISTENT;
        firstConnect = Mqtt5Connect.builder()
                .cleanStart(true)
                .sessionExpiryInterval(persistent ? SessionKind.EXPIRY_SECONDS : 0)
                .keepAlive(settings.keepAliveSeconds())
                .build();
        laterConnect = firstConnect.extend().cleanStart(!persistent).build();
        message = Mqtt5Publish.builder()
                .topic(device.topic())
                .qos(MqttQos.fromCode(settings.qos()))
                .build();
        client = Mqtt5Client.builder()
                .identifier(device.name())
                .serverHost(settings.host())
                .serverPort(settings.port())
                .executorConfig(threads)
                .addConnectedListener(context -> connected((Mqtt5ClientConnectedContext) context))
                .addDisconnectedListener(context -> disconnected((Mqtt5ClientDisconnectedContext) context))
                .buildAsync();
    }

    private void connected(Mqtt5ClientConnectedContext context) {
        everConnected = true;
        listener.connected(context.getConnAck().isSessionPresent());
    }

    private void disconnected(Mqtt5ClientDisconnectedContext context) {
        long delay = listener.retryMillis(Reason.of(context.getCause()));
        context.getReconnector()
                .reconnect(delay >= 0)
                .delay(Math.max(0, delay), TimeUnit.MILLISECONDS)
                .connect(everConnected ? laterConnect : firstConnect);
    }

    @Override
    public void connect() {
        client.connect(firstConnect);
    }

    @Override
    public CompletionStage<?> publish(byte[] payload) {
        return client.publish(message.extend().payload(payload).build());
    }

    @Override
    public CompletionStage<Void> disconnect() {
        return client.disconnect();
    }
}
