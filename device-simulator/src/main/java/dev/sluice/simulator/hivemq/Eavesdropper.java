package dev.sluice.simulator.hivemq;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAck;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import dev.sluice.simulator.endpoint.BrokerAddress;
import dev.sluice.simulator.endpoint.LinkEnd;
import dev.sluice.simulator.endpoint.TlsPapers;
import dev.sluice.simulator.endpoint.TlsSettings;
import dev.sluice.simulator.fleet.Credentials;
import dev.sluice.simulator.replay.RecordedMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A client that subscribes and hears what others publish. MQTT 5; after a lost connection it comes back and subscribes again. */
public final class Eavesdropper implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;
    private static final int GOODBYE_SECONDS = 2;

    private final BrokerAddress address;
    private final Mqtt5AsyncClient client;
    private volatile LinkEnd trouble;

    /**
     * Does not connect yet.
     *
     * @param heard told of each message, one at a time
     * @throws IOException when a TLS file cannot be read
     * @throws IllegalArgumentException when one holds something else
     */
    public Eavesdropper(
            BrokerAddress address,
            TlsSettings tls,
            String clientId,
            Credentials credentials,
            Consumer<RecordedMessage> heard)
            throws IOException {
        this.address = address;
        Optional<TlsPapers> papers =
                address.transport().secure() ? Optional.of(TlsPapers.read(tls.of(clientId))) : Optional.empty();
        Transports transports = new Transports(
                address,
                papers,
                MqttClientExecutorConfig.builder().nettyThreads(1).build());
        var builder = transports
                .apply(MqttClient.builder().identifier(clientId))
                .useMqttVersion5()
                .addDisconnectedListener(context -> trouble = Ends.of(context.getCause()))
                .automaticReconnectWithDefaultConfig();
        HiveConnectionV5.auth(credentials).ifPresent(builder::simpleAuth);
        this.client = builder.buildAsync();
        client.publishes(MqttGlobalPublishFilter.ALL, publish -> heard.accept(message(publish)));
    }

    private static RecordedMessage message(Mqtt5Publish publish) {
        return new RecordedMessage(
                Optional.of(Instant.now()),
                publish.getTopic().toString(),
                publish.getQos().getCode(),
                publish.isRetain(),
                publish.getPayloadAsBytes());
    }

    /**
     * Connects and subscribes.
     *
     * @throws IOException when the broker is not there, does not let the client in, or refuses a filter; the message says which
     */
    public void listen(List<String> filters, int qos) throws IOException, InterruptedException {
        try {
            client.connect().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
            for (String filter : filters) {
                Mqtt5SubAck answer = client.subscribeWith()
                        .topicFilter(filter)
                        .qos(MqttQos.fromCode(qos))
                        .send()
                        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .join();
                Mqtt5SubAckReasonCode code = answer.getReasonCodes().get(0);
                if (code.isError()) {
                    throw new IOException("The broker refuses the subscription to " + filter + ": " + code);
                }
            }
        } catch (CompletionException failed) {
            String why = trouble != null && !trouble.isQuiet()
                    ? trouble.detail()
                    : failed.getCause() instanceof TimeoutException
                            ? "no answer within " + PATIENCE_SECONDS + " s"
                            : String.valueOf(failed.getCause().getMessage());
            throw new IOException("Cannot listen at " + address + " (" + why + ")", failed);
        }
    }

    @Override
    public void close() {
        client.disconnect()
                .completeOnTimeout(null, GOODBYE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(gone -> null)
                .join();
    }
}
