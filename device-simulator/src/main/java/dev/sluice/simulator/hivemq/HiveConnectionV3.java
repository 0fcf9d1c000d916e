package dev.sluice.simulator.hivemq;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.lifecycle.Mqtt3ClientConnectedContext;
import com.hivemq.client.mqtt.mqtt3.lifecycle.Mqtt3ClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import dev.sluice.simulator.fleet.Device;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.fleet.SessionKind;
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
    private final Mqtt3Publish message;
    private final Listener listener;

    private volatile boolean sweeping;

    HiveConnectionV3(Device device, LinkSettings settings, MqttClientExecutorConfig threads, Listener listener) {
        this.listener = listener;
        boolean persistent = settings.session() == SessionKind.PERSISTENT;
        sweeping = persistent && settings.qos() == 2;
        sweep = Mqtt3Connect.builder()
                .cleanSession(true)
                .keepAlive(settings.keepAliveSeconds())
                .build();
        connect = sweep.extend().cleanSession(!persistent).build();
        message = Mqtt3Publish.builder()
                .topic(device.topic())
                .qos(MqttQos.fromCode(settings.qos()))
                .build();
        client = Mqtt3Client.builder()
                .identifier(device.name())
                .serverHost(settings.host())
                .serverPort(settings.port())
                .executorConfig(threads)
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
        long delay = listener.retryMillis(Reason.of(context.getCause()));
        context.getReconnector()
                .reconnect(delay >= 0)
                .delay(Math.max(0, delay), TimeUnit.MILLISECONDS)
                .connect(sweeping ? sweep : connect);
    }

    @Override
    public void connect() {
        if (sweeping) {
            client.connect(sweep).thenCompose(swept -> client.disconnect()).thenRun(() -> {
                sweeping = false;
                client.connect(connect);
            });
        } else {
            client.connect(connect);
        }
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
