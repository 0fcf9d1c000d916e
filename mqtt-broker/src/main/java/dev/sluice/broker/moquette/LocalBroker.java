package dev.sluice.broker.moquette;

import dev.sluice.broker.gate.LocalDelivery;
import dev.sluice.broker.publish.ReceivedPublish;
import io.moquette.broker.MoquetteKernel;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The local half of the broker: what subscribers see. */
public final class LocalBroker implements LocalDelivery {

    /** Only for the PUBACK that Moquette makes of it, which nobody lets through; but it must be one that MQTT allows. */
    private static final int SOME_PACKET_ID = 1;

    private final WatchedSubscriptions subscriptions = new WatchedSubscriptions();
    private final BoundedQueues queues;
    private final AnnouncedSessions sessions;
    private final MoquetteKernel kernel;
    private final LongAdder delivered = new LongAdder();

    /**
     * @param offlineQueue messages kept for a persistent session whose subscriber is away
     * @param sessionEnded told the client id of every session that is over
     * @param commandFailed told the client id whose command Moquette could not carry out, and why
     */
    public LocalBroker(int offlineQueue, Consumer<String> sessionEnded, BiConsumer<String, Throwable> commandFailed) {
        queues = new BoundedQueues(offlineQueue);
        sessions = new AnnouncedSessions(sessionEnded);
        kernel = new MoquetteKernel(subscriptions, sessions, queues, commandFailed);
    }

    /** Shared by all connections; goes last in each pipeline. */
    public ChannelHandler handler() {
        return kernel.handler();
    }

    /** Whether Moquette has finished connecting this channel and takes its packets. */
    public boolean isConnected(Channel channel) {
        return kernel.isConnected(channel);
    }

    /** A device begins afresh; called before its CONNECT goes to the handler. */
    public void forget(String clientId) {
        kernel.forget(clientId);
    }

    /** A connection is over, and with it perhaps the session; called after the handler has heard so. */
    public void connectionEnded(Channel channel, String clientId, boolean endsSession) {
        kernel.connectionEnded(channel, clientId, endsSession);
    }

    /** The session of this connection outlives it by so many seconds. */
    public void sessionExpires(Channel channel, long seconds) {
        kernel.sessionExpires(channel, (int) Math.min(seconds, Integer.MAX_VALUE));
    }

    @Override
    public boolean wants(String topic) {
        return subscriptions.wants(topic);
    }

    @Override
    public CompletionStage<Boolean> deliver(Channel publisher, ReceivedPublish publish) {
        delivered.increment();
        var header = new MqttFixedHeader(
                MqttMessageType.PUBLISH, false, MqttQoS.valueOf(publish.qos()), publish.retained(), 0);
        var variable = new MqttPublishVariableHeader(publish.topic(), SOME_PACKET_ID, publish.properties());
        return kernel.deliver(
                publisher, new MqttPublishMessage(header, variable, Unpooled.wrappedBuffer(publish.payload())));
    }

    /**
     * Publishes a message of our own to whoever subscribes to its topic.
     *
     * @param payload not changed by anybody any more
     * @return true once it is in every subscriber's hands or queue; false when nobody subscribes
     */
    public CompletionStage<Boolean> publish(String topic, byte[] payload, int qos) {
        if (!wants(topic)) {
            return CompletableFuture.completedFuture(false);
        }
        delivered.increment();
        var header = new MqttFixedHeader(MqttMessageType.PUBLISH, false, MqttQoS.valueOf(qos), false, 0);
        var variable = new MqttPublishVariableHeader(topic, SOME_PACKET_ID, MqttProperties.NO_PROPERTIES);
        return kernel.publish(new MqttPublishMessage(header, variable, Unpooled.wrappedBuffer(payload)));
    }

    public int sessions() {
        return sessions.list().size();
    }

    public int subscriptions() {
        return subscriptions.size();
    }

    /** Messages that went to local subscribers or were retained. */
    public long delivered() {
        return delivered.sum();
    }

    /** Messages that went because an offline subscriber's queue was full. */
    public long droppedFromQueues() {
        return queues.dropped();
    }

    /** Commands that Moquette failed to carry out. */
    public long failedCommands() {
        return kernel.failedCommands();
    }

    public void stop() {
        kernel.stop();
    }
}
