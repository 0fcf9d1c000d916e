package dev.sluice.broker;

import dev.sluice.broker.access.AccessControl;
import dev.sluice.broker.access.LiveAccess;
import dev.sluice.broker.audit.AuditLog;
import dev.sluice.broker.audit.Denial;
import dev.sluice.broker.gate.GateLimits;
import dev.sluice.broker.gate.GateLoop;
import dev.sluice.broker.gate.GateLoops;
import dev.sluice.broker.guard.Connections;
import dev.sluice.broker.guard.Departures;
import dev.sluice.broker.guard.GuardLimits;
import dev.sluice.broker.guard.GuardServices;
import dev.sluice.broker.guard.SendOff;
import dev.sluice.broker.limit.Doorkeeper;
import dev.sluice.broker.limit.Limit;
import dev.sluice.broker.limit.LimitCounts;
import dev.sluice.broker.listener.AddressUnavailableException;
import dev.sluice.broker.listener.ConnectionPipeline;
import dev.sluice.broker.listener.MqttListener;
import dev.sluice.broker.listener.OpenListener;
import dev.sluice.broker.moquette.LocalBroker;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.Ingest;
import dev.sluice.broker.session.DeviceSessions;
import dev.sluice.broker.store.DurableStore;
import dev.sluice.broker.store.StoreFigures;
import dev.sluice.broker.store.StoreFile;
import dev.sluice.broker.store.StoreUnavailableException;
import dev.sluice.broker.tls.TlsUnusableException;
import dev.sluice.broker.will.Wills;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running broker. */
public final class MqttBroker {

    private static final Logger LOG = LoggerFactory.getLogger(MqttBroker.class);
    private static final String SESSIONS_FILE = "sessions.mv";
    private static final Duration SLOW_READER_TIMEOUT = Duration.ofSeconds(30);

    private final MqttListener listener;
    private final LocalBroker local;
    private final GateLoops loops;
    private final Connections connections;
    private final DeviceSessions sessions;
    private final LimitCounts limitCounts;
    private final LiveAccess access;
    private final AuditLog audit;

    private MqttBroker(
            MqttListener listener,
            LocalBroker local,
            GateLoops loops,
            Connections connections,
            DeviceSessions sessions,
            LimitCounts limitCounts,
            LiveAccess access,
            AuditLog audit) {
        this.listener = listener;
        this.local = local;
        this.loops = loops;
        this.connections = connections;
        this.sessions = sessions;
        this.limitCounts = limitCounts;
        this.access = access;
        this.audit = audit;
    }

    /**
     * Opens the listeners to everybody; messages go to {@code ingest} from then on.
     *
     * @throws AddressUnavailableException when an address cannot be had; nothing is left open then
     * @throws StoreUnavailableException when the stored sessions cannot be used; they stay as they are
     * @throws TlsUnusableException when the files of a listener with TLS cannot be used
     */
    public static MqttBroker start(Vertx vertx, BrokerSettings settings, Ingest ingest)
            throws AddressUnavailableException, StoreUnavailableException, TlsUnusableException {
        return start(vertx, settings, AccessControl.OPEN, ingest);
    }

    /**
     * The same, for those alone whom {@code access} lets in.
     *
     * @param access stays its owner's to close
     */
    public static MqttBroker start(Vertx vertx, BrokerSettings settings, AccessControl access, Ingest ingest)
            throws AddressUnavailableException, StoreUnavailableException, TlsUnusableException {
        return start(vertx, settings, access, ingest, SLOW_READER_TIMEOUT);
    }

    static MqttBroker start(Vertx vertx, BrokerSettings settings, Ingest ingest, Duration slowReaderTimeout)
            throws AddressUnavailableException, StoreUnavailableException, TlsUnusableException {
        return start(vertx, settings, AccessControl.OPEN, ingest, slowReaderTimeout);
    }

    private static MqttBroker start(
            Vertx vertx, BrokerSettings settings, AccessControl first, Ingest ingest, Duration slowReaderTimeout)
            throws AddressUnavailableException, StoreUnavailableException, TlsUnusableException {
        var connections = new Connections();
        var sessions = new DeviceSessions(ingest, settings.inFlightPerClient());
        var store = store(settings.sessionFolder());
        var access = new LiveAccess(first);
        var limitCounts = new LimitCounts();
        var local = new LocalBroker(
                store,
                Clock.systemUTC(),
                settings.offlineQueue(),
                settings.limits(),
                limitCounts,
                who -> access.policy().of(who),
                sessions::ended,
                (clientId, failure) -> {
                    LOG.warn("Moquette failed on a command of device {}: its connection is closed", clientId, failure);
                    connections.close(clientId, CloseReason.NOT_STORED);
                });
        var loops = new GateLoops(((VertxInternal) vertx).nettyEventLoopGroup());
        var guardLimits = new GuardLimits(
                settings.connectTimeout(),
                settings.maximumPacketBytes(),
                settings.topicAliasMaximum(),
                settings.inFlightPerClient(),
                Math.toIntExact(settings.limits().keepAlive().toSeconds()),
                slowReaderTimeout);
        var gateLimits = new GateLimits(
                settings.inFlightPerClient(),
                settings.deliveryDeadline(),
                settings.refuseOnDeadline(),
                settings.limits().messagesPerSecond(),
                settings.limits().bytesPerSecond());
        var audit = new AuditLog(Clock.systemUTC());
        var services = new GuardServices(
                connections,
                sessions,
                new Wills(ingest, local, loops),
                local,
                ingest,
                access,
                audit,
                guardLimits,
                settings.limits(),
                limitCounts);
        try {
            var listener = MqttListener.open(
                    vertx,
                    settings.listeners(),
                    new Doorkeeper(settings.limits(), limitCounts),
                    new ConnectionPipeline(services, loops, gateLimits));
            return new MqttBroker(listener, local, loops, connections, sessions, limitCounts, access, audit);
        } catch (AddressUnavailableException | TlsUnusableException unavailable) {
            loops.stop();
            local.stop();
            throw unavailable;
        }
    }

    private static DurableStore store(Optional<Path> folder) throws StoreUnavailableException {
        return folder.isEmpty()
                ? DurableStore.NONE
                : StoreFile.open(folder.get().resolve(SESSIONS_FILE), Clock.systemUTC());
    }

    /** Ports of the listeners, in their order; real ones where 0 was asked for. */
    public List<Integer> ports() {
        return listeners().stream().map(OpenListener::port).toList();
    }

    /** In the order of the settings. */
    public List<OpenListener> listeners() {
        return listener.all();
    }

    public Connections connections() {
        return connections;
    }

    public GateLoops loops() {
        return loops;
    }

    LocalBroker local() {
        return local;
    }

    /** Persistent sessions that outlive the process. */
    public int keptSessions() {
        return local.keptSessions();
    }

    /** How the file of sessions is doing. */
    public StoreFigures storeFigures() {
        return local.storeFigures();
    }

    /**
     * Publishes a message of the broker's own to its subscribers; it is nobody's telemetry and never reaches the ingest. Callable from
     * any thread, blocks none.
     *
     * @param topic a topic name (MQTT 5.0 §4.7), without wildcards
     * @param payload not changed by anybody any more
     * @param qos 0, 1 or 2; a subscription can make it less
     * @return true once it is in every subscriber's hands or queue; false when nobody subscribes or it failed
     */
    public CompletionStage<Boolean> publishLocally(String topic, byte[] payload, int qos) {
        return local.publish(topic, payload, qos);
    }

    /** How often this limit was reached since the start. */
    public long reached(Limit limit) {
        return limit == Limit.MESSAGE_RATE
                ? loops.all().stream().mapToLong(GateLoop::throttles).sum()
                : limitCounts.of(limit);
    }

    /**
     * Other rules are in force from now on. Whoever is connected stays, with the rights that the new policy gives: subscriptions that it
     * does not allow end, and what waits for them is thrown away; for sessions whose device is away, before it is connected again. Any
     * thread; returns before everybody has been looked at.
     */
    public void become(AccessControl next) {
        access.become(next);
        connections.review();
    }

    /** How often this kind of thing was denied. */
    public long denied(Denial what) {
        return audit.denials(what);
    }

    /** QoS 1 and 2 messages that a subscriber lost, as its queue was full. */
    public long droppedFromQueues() {
        return local.droppedFromQueues();
    }

    public int retainedMessages() {
        return local.retainedMessages();
    }

    /** As packets. */
    public long retainedBytes() {
        return local.retainedBytes();
    }

    public int sessions() {
        return sessions.size();
    }

    /** Accepts nobody any more. Connections that exist go on, so that what is in flight can be acknowledged. */
    public void stopAccepting() {
        listener.close();
    }

    /** Sends everybody who is connected to another server; returns at once. Called once, after {@link #stopAccepting}. */
    public Departures sendAway(SendOff terms) {
        return connections.sendAway(terms);
    }

    /** Ends every connection, then Moquette. */
    public void stop() {
        stopAccepting();
        connections.closeAll(CloseReason.SERVER_SHUTTING_DOWN);
        loops.stop();
        local.stop();
    }
}
