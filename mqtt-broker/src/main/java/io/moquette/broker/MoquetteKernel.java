package io.moquette.broker;

import io.moquette.BrokerConstants;
import io.moquette.broker.config.IConfig;
import io.moquette.broker.config.MemoryConfig;
import io.moquette.broker.security.AcceptAllAuthenticator;
import io.moquette.broker.security.PermitAllAuthorizatorPolicy;
import io.moquette.broker.subscriptions.ISubscriptionsDirectory;
import io.moquette.broker.subscriptions.ShareName;
import io.moquette.broker.subscriptions.Subscription;
import io.moquette.broker.subscriptions.Topic;
import io.moquette.interception.BrokerInterceptor;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.util.AttributeKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moquette without its own listener: composes its package-private parts, and is in its package for that alone.
 *
 * <p>Everybody is let in and may do everything here: who may do what is decided before a packet gets this far. Messages
 * of devices come through {@link #deliver}, never through the handler.
 */
public final class MoquetteKernel {

    private static final Logger LOG = LoggerFactory.getLogger(MoquetteKernel.class);

    static final String FORGET = "forget";
    static final String REVIEW = "review";
    static final String ENDED = "connection ended";

    /** Where Moquette's own handler keeps the connection of a channel. */
    private static final AttributeKey<Object> CONNECTION = AttributeKey.valueOf("connection");

    private final ResilientSessionLoops loops;
    private final SessionRegistry sessions;
    private final PostOffice postOffice;
    private final BrokerInterceptor interceptor;
    private final ScheduledExecutorService scheduler;
    private final NewNettyMQTTHandler handler;
    private final Clock clock;
    private final ISubscriptionsDirectory subscriptions;

    /** @param subscriptions initialised, as empty as the present process; {@link #subscribed} brings back what was */
    public MoquetteKernel(
            ISubscriptionsDirectory subscriptions,
            ISessionsRepository sessionStore,
            IQueueRepository queues,
            IRetainedRepository retained,
            Clock clock,
            BiConsumer<String, Throwable> commandFailed) {
        IConfig config = new MemoryConfig(new Properties());
        config.setProperty(BrokerConstants.ALLOW_ANONYMOUS_PROPERTY_NAME, "true");
        config.setProperty(IConfig.RECEIVE_MAXIMUM, "65535"); // its default, 66,560, does not fit the property
        this.clock = clock;
        this.subscriptions = subscriptions;
        scheduler = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "moquette-timer"));
        interceptor = new BrokerInterceptor(config, List.of());
        var authorizator = new Authorizator(new PermitAllAuthorizatorPolicy());
        loops = new ResilientSessionLoops(interceptor, scheduler, commandFailed);
        sessions = new SessionRegistry(
                subscriptions, sessionStore, queues, authorizator, scheduler, clock, Session.INFINITE_EXPIRY, loops);
        postOffice = new PostOffice(
                subscriptions,
                retained,
                sessions,
                sessionStore,
                interceptor,
                authorizator,
                loops,
                clock,
                MqttQoS.EXACTLY_ONCE);
        handler = new NewNettyMQTTHandler(new MQTTConnectionFactory(
                new BrokerConfiguration(config), new AcceptAllAuthenticator(), sessions, postOffice));
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Shared by all connections; goes last in each pipeline, under the name "handler". */
    public ChannelHandler handler() {
        return handler;
    }

    /** The client id of a channel whose device Moquette has accepted. */
    public static String clientId(Channel channel) {
        return NettyUtils.clientID(channel);
    }

    public static boolean isRetained(SessionRegistry.PublishedMessage message) {
        return message.retained;
    }

    /** Moquette's packet ids of this connection go on after {@code last}, that of the session's connection before; 0 for none. */
    public static void continuePacketIds(Channel channel, int last) {
        if (last != 0 && channel.attr(CONNECTION).get() instanceof MQTTConnection connection) {
            int id = connection.nextPacketId();
            while (id != last) {
                id = connection.nextPacketId();
            }
        }
    }

    /** A session of before the restart has this subscription: it ends with the session. */
    public void subscribed(Subscription subscription) {
        var session = sessions.retrieve(subscription.getClientId());
        if (session != null) {
            session.addSubscriptions(List.of(subscription));
        }
    }

    /** Something waits in the queue of a session; called on its loop. */
    public void flush(String clientId) {
        var session = sessions.retrieve(clientId);
        if (session != null && session.connected()) {
            session.flushAllQueuedMessages();
        }
    }

    /** Runs it alone on the loop of this client's session, after what is to be done there already. */
    public void review(String clientId, Runnable action) {
        loops.routeCommand(clientId, REVIEW, () -> {
            action.run();
            return null;
        });
    }

    /** Ends one subscription of a client; on the loop of its session. */
    public void unsubscribe(String clientId, String filter) {
        if (SharedSubscriptionUtils.isSharedSubscription(filter)) {
            subscriptions.removeSharedSubscription(
                    new ShareName(SharedSubscriptionUtils.extractShareName(filter)),
                    new Topic(SharedSubscriptionUtils.extractFilterFromShared(filter)),
                    clientId);
        } else {
            subscriptions.removeSubscription(new Topic(filter), clientId);
        }
        var session = sessions.retrieve(clientId);
        if (session != null) {
            session.removeSubscription(new Topic(filter));
        }
    }

    public boolean isConnected(Channel channel) {
        return channel.attr(CONNECTION).get() instanceof MQTTConnection connection && connection.isConnected();
    }

    /**
     * A device begins afresh. Moquette is never told so by a CONNECT: to a clean session it would give an unbounded queue,
     * and no messages while an MQTT 5 device with a session expiry is away.
     */
    public void forget(String clientId) {
        loops.routeCommand(clientId, FORGET, () -> {
            end(sessions.retrieve(clientId));
            return null;
        });
    }

    /**
     * A connection is over, Moquette has been told, and may not have understood: when the end comes amid CONNECT its
     * session stays half connected.
     */
    public void connectionEnded(Channel channel, String clientId, boolean endsSession) {
        var connection = channel.attr(CONNECTION).get();
        loops.routeCommand(clientId, ENDED, () -> {
            var session = sessions.retrieve(clientId);
            if (session != null && (session.isBoundTo((MQTTConnection) connection) || session.isBoundTo(null))) {
                if (endsSession) {
                    end(session);
                } else if (!session.disconnected()) {
                    session.closeImmediately();
                }
            }
            return null;
        });
    }

    private void end(Session session) {
        if (session == null) {
            return;
        }
        if (!session.disconnected()) {
            session.closeImmediately();
        }
        expire(session, 0);
        try {
            sessions.connectionClosed(session);
        } catch (SessionCorruptedException endedByMoquette) {
            LOG.debug("Session of {} has ended already", session.getClientID());
        }
    }

    private void expire(Session session, int seconds) {
        var old = session.getSessionData();
        session.updateSessionData(
                new ISessionsRepository.SessionData(old.clientId(), old.protocolVersion(), seconds, clock));
    }

    /** Moquette takes the expiry of the first CONNECT for good: sets that of the present one. */
    public void sessionExpires(Channel channel, int seconds) {
        var clientId = NettyUtils.clientID(channel);
        loops.routeCommand(clientId, "session expiry", () -> {
            var session = sessions.retrieve(clientId);
            if (session != null) {
                expire(session, seconds);
            }
            return null;
        });
    }

    /**
     * Routes a message to its subscribers. The one path for all QoS: it is that of QoS 1, whose PUBACK nobody lets through. Takes over {@code
     * message}.
     *
     * @param message without an expiry of its own
     * @param expiry {@link Instant#MAX} for never
     * @param routed asked on the publisher's session loop once no session's loop has been too busy to hear of the message
     * @return true once every subscriber's session has it, if {@code routed} says so too
     */
    public CompletionStage<Boolean> deliver(
            Channel publisher, MqttPublishMessage message, Instant expiry, BooleanSupplier routed) {
        var done = new CompletableFuture<Boolean>();
        var connection = (MQTTConnection) publisher.attr(CONNECTION).get();
        var queued = loops.routeCommand(connection.getClientId(), "local PUBLISH", () -> {
            try {
                var results = postOffice.receivedPublishQos1(
                        connection,
                        connection.getUsername(),
                        message.variableHeader().packetId(),
                        message,
                        expiry);
                boolean success = results.isAllSuccess() && routed.getAsBoolean();
                results.completableFuture().thenRun(() -> done.complete(success));
            } catch (RuntimeException | Error failure) {
                done.complete(false);
                throw failure;
            }
            return null;
        });
        if (!queued.isSuccess()) {
            message.release();
            done.complete(false);
        }
        return done;
    }

    /**
     * Routes a message of nobody's to the subscribers of its topic; those to one topic in their order. Takes over {@code message}. Callable
     * from any thread.
     */
    public CompletionStage<Boolean> publish(MqttPublishMessage message) {
        var done = new CompletableFuture<Boolean>();
        var topic = message.variableHeader().topicName();
        var routed = loops.routeCommand(topic, "own PUBLISH", () -> {
            try {
                done.complete(postOffice.internalPublish(message).isAllSuccess());
            } catch (RuntimeException failure) { // no device to blame
                LOG.warn("Moquette could not publish to {}", topic, failure);
            } finally {
                message.release();
                done.complete(false); // unless completed above
            }
            return null;
        });
        if (!routed.isSuccess()) {
            message.release();
            done.complete(false);
        }
        return done;
    }

    public long failedCommands() {
        return loops.failedCommands();
    }

    public void stop() {
        postOffice.terminate();
        sessions.close();
        interceptor.stop();
        scheduler.shutdownNow();
    }
}
