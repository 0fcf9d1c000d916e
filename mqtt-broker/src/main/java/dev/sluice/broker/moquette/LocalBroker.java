package dev.sluice.broker.moquette;

import dev.sluice.broker.access.AccessPolicy;
import dev.sluice.broker.access.Identity;
import dev.sluice.broker.gate.LocalDelivery;
import dev.sluice.broker.limit.BrokerLimits;
import dev.sluice.broker.limit.LimitCounts;
import dev.sluice.broker.publish.ReceivedPublish;
import dev.sluice.broker.store.DurableStore;
import dev.sluice.broker.store.StoreFigures;
import dev.sluice.broker.store.StoreUnavailableException;
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
import io.netty.util.AttributeKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The local half of the broker: what subscribers see. */
public final class LocalBroker implements LocalDelivery {

    /** Only for the PUBACK that Moquette makes of it, which nobody lets through; but it must be one that MQTT allows. */
    private static final int SOME_PACKET_ID = 1;

    private static final CompletionStage<Boolean> NOT_DELIVERED = CompletableFuture.completedFuture(false);

    private static final AttributeKey<Identity> PUBLISHER = AttributeKey.valueOf(LocalBroker.class, "publisher");

    private final DurableStore store;
    private final WatchedSubscriptions subscriptions = new WatchedSubscriptions();
    private final KeptSessions sessions;
    private final KeptQueues queues;
    private final RetainedRoom room;
    private final KeptRetained retained;
    private final MoquetteKernel kernel;
    private final LongAdder delivered = new LongAdder();

    /**
     * @param store where sessions and what belongs to them outlive the process; opened, and closed by {@link #stop}
     * @param clock what sessions and retained messages expire by
     * @param offlineQueue messages kept for a persistent session whose subscriber is away
     * @param limits how much may be retained
     * @param counts hears of what is not, as it would be more
     * @param policy the one in force whenever it is asked
     * @param sessionEnded told the client id of every session that is over
     * @param commandFailed told the client id whose command Moquette could not carry out, and why
     * @throws StoreUnavailableException when what is stored makes no sense; the store is closed then, as it was
     */
    public LocalBroker(
            DurableStore store,
            Clock clock,
            int offlineQueue,
            BrokerLimits limits,
            LimitCounts counts,
            AccessPolicy policy,
            Consumer<String> sessionEnded,
            BiConsumer<String, Throwable> commandFailed)
            throws StoreUnavailableException {
        this.store = store;
        sessions = new KeptSessions(store, clock, sessionEnded);
        queues = new KeptQueues(offlineQueue, store, sessions);
        room = new RetainedRoom(limits, counts);
        retained = new KeptRetained(store, clock, new Publishers(store, policy), room);
        var filters = new KeptSubscriptions(store, sessions);
        var subscribed = restore(filters);
        subscriptions.init(filters);
        kernel = new MoquetteKernel(subscriptions, sessions, queues, retained, clock, commandFailed);
        queues.flushThrough(kernel::flush);
        subscribed.forEach(each -> KeptSubscriptions.restore(each, subscriptions, kernel::subscribed));
        store.start();
    }

    private List<KeptSubscriptions.Stored> restore(KeptSubscriptions filters) throws StoreUnavailableException {
        try {
            sessions.restore();
            queues.restore();
            retained.restore();
            return filters.stored();
        } catch (RuntimeException unreadable) {
            throw store.unreadable(unreadable);
        }
    }

    /** Goes before {@link #handler} in each pipeline. */
    public ChannelHandler packets() {
        return new OutboundPackets(queues);
    }

    /** What is delivered from this channel is this device's. */
    public void publishes(Channel channel, Identity device) {
        channel.attr(PUBLISHER).set(device);
    }

    /** Shared by all connections; goes last in each pipeline. */
    public ChannelHandler handler() {
        return kernel.handler();
    }

    /** Whether Moquette has finished connecting this channel and takes its packets. */
    public boolean isConnected(Channel channel) {
        return kernel.isConnected(channel);
    }

    /**
     * A device's CONNECT is about to go to the handler. Event loop of the channel only.
     *
     * @param receiveMaximum QoS 1 and 2 messages that it takes unanswered, at least 1
     * @param maximumPacketSize bytes of the largest packet that it takes
     */
    public void connecting(Channel channel, int receiveMaximum, long maximumPacketSize) {
        channel.pipeline().get(OutboundPackets.class).takes(receiveMaximum, maximumPacketSize);
    }

    /** The device has its CONNACK: what waits for it may follow. Event loop of the channel only. */
    public void ready(Channel channel) {
        channel.pipeline().get(OutboundPackets.class).ready();
    }

    /** A device begins afresh; called before its CONNECT goes to the handler. */
    public void forget(String clientId) {
        kernel.forget(clientId);
    }

    /**
     * A device is connected, as its CONNACK is about to say: its session outlives the connection by so many seconds.
     *
     * @param session the number of its session
     * @param owner see {@link Identity#owner}
     * @return whether answers that speak of its session wait for {@link #durable}
     */
    public boolean connected(String clientId, long session, long sessionExpirySeconds, String owner) {
        return sessions.connected(clientId, session, sessionExpirySeconds, owner);
    }

    /** Whose the client's session is, if it outlives its connection and is not an anonymous device's: that may have whoever comes first. */
    public Optional<String> sessionOwner(String clientId) {
        return sessions.owner(clientId);
    }

    /**
     * Ends those subscriptions of a client that are not allowed, and throws away what waits in its queue of other topics; before whatever
     * comes to Moquette from now on. Any thread.
     *
     * @param maySubscribe asked for filters as in SUBSCRIBE, and for topics; on another thread
     * @param ended told each filter; on that thread, too
     */
    public void review(String clientId, Predicate<String> maySubscribe, Consumer<String> ended) {
        kernel.review(clientId, () -> {
            for (var filter : subscriptions.of(clientId)) {
                if (!maySubscribe.test(filter)) {
                    kernel.unsubscribe(clientId, filter);
                    ended.accept(filter);
                }
            }
            queues.keepOnly(clientId, maySubscribe);
        });
    }

    /** The number of the client's session, if it is one that outlives the process. */
    public OptionalLong keptSession(String clientId) {
        return sessions.number(clientId);
    }

    /** A connection is over, and with it perhaps the session; called after the handler has heard so. */
    public void connectionEnded(Channel channel, String clientId, boolean endsSession) {
        kernel.connectionEnded(channel, clientId, endsSession);
    }

    /** A device that was {@link #connected} is no longer: the time of its session runs. */
    public void away(String clientId) {
        sessions.away(clientId);
    }

    /** The session of this connection outlives it by so many seconds. */
    public void sessionExpires(Channel channel, long seconds) {
        kernel.sessionExpires(channel, (int) Math.min(seconds, Integer.MAX_VALUE));
    }

    /** Completes once every session, subscription and message so far is on disk, as far as it is to be there. */
    public CompletionStage<Void> durable() {
        return store.durable();
    }

    /** Whether a client has exactly this subscription. */
    public boolean isSubscribed(String clientId, String filter) {
        return subscriptions.has(clientId, filter);
    }

    /** How many subscriptions a client has. */
    public int subscriptionsOf(String clientId) {
        return subscriptions.count(clientId);
    }

    @Override
    public boolean wants(String topic) {
        return subscriptions.wants(topic);
    }

    @Override
    public boolean hasRoomToRetain(ReceivedPublish publish) {
        return retained.hasRoomFor(publish);
    }

    @Override
    public CompletionStage<Boolean> deliver(Channel publisher, ReceivedPublish publish, boolean mustRetain) {
        delivered.increment();
        var header = new MqttFixedHeader(
                MqttMessageType.PUBLISH, false, MqttQoS.valueOf(publish.qos()), publish.retained(), 0);
        var expiry = Expiry.of(publish.properties(), Instant.ofEpochMilli(publish.receivedAtMillis()));
        var properties = Expiry.without(publish.properties());
        var variable = new MqttPublishVariableHeader(publish.topic(), SOME_PACKET_ID, properties);
        var owner = publisher.attr(PUBLISHER).get();
        BooleanSupplier routed =
                () -> !publish.retained() || retained.published(publish, properties, expiry, owner) || !mustRetain;
        return kernel.deliver(
                        publisher,
                        new MqttPublishMessage(header, variable, Unpooled.wrappedBuffer(publish.payload())),
                        expiry,
                        routed)
                .thenCompose(delivered -> delivered ? durable().thenApply(stored -> true) : NOT_DELIVERED);
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

    public int retainedMessages() {
        return room.messages();
    }

    /** As MQTT 5 packets. */
    public long retainedBytes() {
        return room.bytes();
    }

    public int sessions() {
        return sessions.list().size();
    }

    /** Sessions that outlive a restart. */
    public int keptSessions() {
        return sessions.size();
    }

    public StoreFigures storeFigures() {
        return store.figures();
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
        store.close();
    }
}
