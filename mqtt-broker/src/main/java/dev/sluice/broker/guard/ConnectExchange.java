package dev.sluice.broker.guard;

import dev.sluice.broker.access.Credentials;
import dev.sluice.broker.access.Dialogue;
import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.access.Verdict;
import dev.sluice.broker.limit.Limit;
import dev.sluice.broker.origin.Origin;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.ConnectedDevice;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From CONNECT to CONNACK of one connection. Event loop only.
 *
 * <pre>
 *  CONNECT ─▶ allowed by MQTT? ─▶ room? ─▶ who is it? ─▶ may it leave that will? ─▶ older connection ended ─▶ Moquette ─▶ CONNACK
 * </pre>
 */
final class ConnectExchange {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectExchange.class);

    private final GuardServices services;
    private final HeldAnswers answers;
    private final ProtocolGuard guard;

    private ChannelHandlerContext context;
    private ConnectRewrite connect;
    private Origin origin;
    private ConnectedDevice device;
    private Permit permit;
    private Future<Void> predecessor;
    private Estate estate;
    /** While the device proves itself in several steps. */
    private AuthTalk talk;

    private Reauthentication reauthentication;
    private boolean reachedMoquette;

    /** Set before this connection takes its client id, so whoever finds it there sees it. */
    private volatile String owner;

    ConnectExchange(GuardServices services, HeldAnswers answers, ProtocolGuard guard) {
        this.services = services;
        this.answers = answers;
        this.guard = guard;
    }

    /** Nothing further is read until {@link ProtocolGuard} says so. */
    void begin(ChannelHandlerContext ctx, MqttConnectMessage packet) throws Violation {
        context = ctx;
        connect = new ConnectRewrite(packet);
        if (connect.lacksClientId()) {
            guard.refuse(MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED);
            return;
        }
        connect.check(services.packetLimits());
        origin = Origin.of(ctx.channel());
        device = new ConnectedDevice(connect.clientId(), connect.protocolLevel(), connect.userName(), origin.address());
        if (services.packetLimits().isTooLong(connect.clientId())) {
            refuse(Refusal.CLIENT_ID_TOO_LONG);
            return;
        }
        if (Admission.refuses(device, services)) {
            guard.refuse(Admission.busy(device));
            return;
        }
        ctx.channel().config().setAutoRead(false);
        if (connect.authenticationMethod() != null) {
            beginTalk();
            return;
        }
        services.access().authenticator().authenticate(credentials()).whenComplete((verdict, failure) -> {
            if (ctx.executor().inEventLoop()) {
                judged(verdict, failure);
            } else {
                ctx.executor().execute(() -> judged(verdict, failure));
            }
        });
    }

    private void beginTalk() {
        var dialogue = services.access().authenticator().begin(connect.authenticationMethod(), credentials());
        if (dialogue.isEmpty()) {
            refuse(Refusal.BAD_AUTHENTICATION_METHOD);
            return;
        }
        talk = new AuthTalk(connect.authenticationMethod(), dialogue.get());
        said(talk.begin(connect.authenticationData()));
    }

    /** Whether the next packet is for {@link #goOn}. */
    boolean isTalking() {
        return talk != null;
    }

    /** Nothing but AUTH may come now (MQTT 5.0 §3.1.2.11.9), or a farewell. */
    void goOn(MqttMessage packet) throws Violation {
        if (packet.fixedHeader().messageType() == MqttMessageType.DISCONNECT) {
            context.close();
        } else {
            context.channel().config().setAutoRead(false);
            said(talk.goOn(packet));
        }
    }

    private void said(Dialogue.Step step) {
        if (step instanceof Dialogue.Challenge challenge) {
            context.writeAndFlush(talk.challenge(challenge.data()));
            context.channel().config().setAutoRead(true);
            return;
        }
        talk = null;
        var end = (Dialogue.Ended) step;
        connect.authenticated(end.data());
        judged(end.verdict(), null);
    }

    private Credentials credentials() {
        return new Credentials(
                connect.clientId(),
                connect.isAssigned(),
                connect.protocolLevel(),
                connect.userName(),
                connect.password(),
                origin.certificate(),
                origin.address());
    }

    private void judged(Verdict verdict, Throwable failure) {
        if (!guard.isConnecting()) {
            return;
        }
        if (verdict instanceof Verdict.Accepted accepted) {
            identified(accepted.identity());
            return;
        }
        var refusal = verdict instanceof Verdict.Refused refused ? refused.refusal() : Refusal.UNAVAILABLE;
        if (failure != null) {
            LOG.warn("Device {} is not let in: who it is could not be found out", device.shownId(), failure);
        }
        refuse(refusal);
    }

    private void refuse(Refusal refusal) {
        services.audit().refused(device, refusal);
        guard.refuse(MqttConnectReturnCode.valueOf((byte) refusal.code(connect.protocolLevel())));
    }

    private void identified(Identity who) {
        connect.identified(who.clientId());
        device = new ConnectedDevice(
                who.clientId(), connect.protocolLevel(), who.user().orElse(connect.userName()), origin.address());
        permit = new Permit(services, device, who);
        services.local().publishes(context.channel(), who);
        if (connect.will() != null && !permit.mayLeave(connect.will())) {
            refuse(Refusal.NOT_AUTHORIZED);
            return;
        }
        owner = who.owner();
        if (isSomebodyElses()) {
            refuseStranger();
            return;
        }
        if (who.user().isPresent() && !isCountedFor(who.user().get())) {
            refuse(Refusal.QUOTA_EXCEEDED);
            return;
        }
        var taken = services.connections().take(who.clientId(), guard, owner);
        var before = taken.before();
        if (!taken.isGiven()) {
            refuseStranger();
        } else if (before == null) {
            toMoquette();
        } else {
            // The older connection ends first: its farewell and the news of its end come before this CONNECT.
            predecessor = before.gone();
            predecessor.addListener(ended -> context.executor().execute(this::afterTakeover));
            before.closeFromAnyThread(CloseReason.SESSION_TAKEN_OVER);
        }
    }

    /** Counts the connection for its user until it closes, if there is room. */
    private boolean isCountedFor(String user) {
        if (!services.users().enter(user)) {
            services.packetLimits().counts().reached(Limit.CONNECTIONS_PER_USER);
            return false;
        }
        context.channel().closeFuture().addListener(closed -> services.users().leave(user));
        return true;
    }

    private void afterTakeover() {
        if (guard.isConnecting()) {
            toMoquette();
        }
    }

    private boolean isSomebodyElses() {
        return services.local()
                .sessionOwner(connect.clientId())
                .filter(known -> !known.equals(owner))
                .isPresent();
    }

    /** The session is left alone, with all that waits in it, and so is a will that waits for its owner. */
    private void refuseStranger() {
        permit.isAnothers();
        refuse(Refusal.NOT_AUTHORIZED);
    }

    private void toMoquette() {
        if (isSomebodyElses()) { // of one that was connected while this one waited
            refuseStranger();
            return;
        }
        reachedMoquette = true;
        if (connect.cleanStart()) {
            services.local().forget(connect.clientId());
        } else {
            reviewSubscriptions();
        }
        services.local().connecting(context.channel(), connect.receiveMaximum(), connect.maximumPacketSize());
        context.fireChannelRead(connect.toMoquette(services.limits()));
    }

    boolean hasReachedMoquette() {
        return reachedMoquette;
    }

    /** Moquette has accepted the device: from now on there is something to leave behind. */
    Estate accepted(MqttConnAckMessage connAck) {
        boolean present = connAck.variableHeader().isSessionPresent();
        var session = services.sessions()
                .opened(device.clientId(), present, services.local().keptSession(device.clientId()));
        device = device.inSession(session.number());
        estate = new Estate(
                services, context.channel(), device, session, connect.will(), permit, connect.sessionExpirySeconds());
        reauthentication =
                new Reauthentication(services, guard, context, permit.identity(), connect.authenticationMethod());
        services.age().begins(guard);
        answers.holdUntilDurable(estate.keepSession());
        services.wills().reconnected(device.clientId(), present);
        services.audit().connected(device, permit.identity(), present);
        return estate;
    }

    MqttConnAckMessage toDevice(MqttConnAckMessage connAck) {
        if (connect.hearsKeepAlive(services.limits())) {
            services.packetLimits().counts().reached(Limit.KEEP_ALIVE);
        }
        return connect.toDevice(connAck, services.limits());
    }

    /** Other access control is in force. */
    void review() {
        if (permit != null) {
            permit.renew();
            if (reachedMoquette && context.channel().isActive()) {
                reviewSubscriptions();
            }
        }
    }

    /** What the device may not receive any more goes, before it is connected or while it is. */
    private void reviewSubscriptions() {
        permit.review(services.local());
    }

    PacketRules rules() {
        return new PacketRules(
                device,
                permit,
                new ItsSubscriptions(services.local(), device.clientId()),
                connect.maximumPacketSize(),
                connect.isMqtt5() ? new TopicAliases(services.limits().topicAliasMaximum()) : null,
                services.packetLimits());
    }

    Permit permit() {
        return permit;
    }

    int keepAliveSeconds() {
        return connect.keepAliveSeconds(services.limits());
    }

    /** Null before CONNECT. */
    ConnectedDevice device() {
        return device;
    }

    /** The device or, before it has said who it is, its address: for people. */
    String who(ChannelHandlerContext of) {
        return device != null
                ? "device " + device.shownId()
                : Origin.of(of.channel()).address();
    }

    /** See {@link Identity#owner}. Any thread. */
    String owner() {
        return owner;
    }

    /** The client id that this connection has taken; null if it has not come so far. */
    String clientId() {
        return permit == null ? null : permit.identity().clientId();
    }

    /** What the device says in AUTH once it is connected. */
    void reauthenticate(MqttMessage packet) throws Violation {
        reauthentication.said(packet, credentials());
    }

    /** The connection has ended; Moquette's handler has been told. */
    void connectionEnded() {
        if (reauthentication != null) {
            reauthentication.connectionEnded();
        }
        if (reachedMoquette) {
            boolean endsSession = estate == null ? connect.sessionExpirySeconds() == 0 : estate.endsWithConnection();
            services.local().connectionEnded(context.channel(), connect.clientId(), endsSession);
        }
    }

    /** Runs it when everybody knows of the ends of the connections before this one. */
    void afterPredecessor(Runnable action) {
        if (predecessor == null) {
            action.run();
        } else {
            predecessor.addListener(ended -> action.run());
        }
    }
}
