package dev.sluice.broker.guard;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.sluice.broker.decode.StrictPackets;
import dev.sluice.broker.gate.AckGate;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.ConnectedDevice;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttIdentifierRejectedException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.util.concurrent.ScheduledFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between a socket and everything else: lets through what MQTT allows at this moment, and ends the connection at
 * anything else, without anybody else noticing.
 */
public final class ProtocolGuard extends ChannelDuplexHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProtocolGuard.class);
    private static final int CONNECTED_POLL_MILLIS = 1;
    private static final int CONNECTING_POLL_MILLIS = 20;

    private enum Stage {
        AWAITING_CONNECT,
        CONNECTING,
        CONNECTED,
        CLOSING
    }

    private final GuardServices services;
    private final ConnectExchange exchange;

    // lives as long as the connection
    private ChannelHandlerContext context;
    /** Done once everybody knows of this connection's end, and of the ends of those before it. */
    private Promise<Void> gone;

    private AckGate gate;
    private Stage stage = Stage.AWAITING_CONNECT;
    private ScheduledFuture<?> connectTimeout;
    private final HeldPackets heldBehindConnect;
    private boolean tooMuchHeld;
    private boolean forwarded;
    private boolean saidFarewell;
    /** Why we ended the connection; null if we did not. */
    private CloseReason ending;

    // from the end of the exchange on
    private ConnectedDevice device;
    private PacketRules rules;
    private Estate estate;

    /** @param answers next towards the socket in the pipeline */
    public ProtocolGuard(GuardServices services, HeldAnswers answers) {
        this.services = services;
        this.exchange = new ConnectExchange(services, answers, this);
        this.heldBehindConnect = new HeldPackets(services.limits().maximumPacketBytes());
    }

    /** The gate of the same connection, next in the pipeline. */
    public void gate(AckGate itsGate) {
        gate = itsGate;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        gone = ctx.executor().newPromise();
        services.connections().opened(this);
        connectTimeout = ctx.executor()
                .schedule(
                        () -> close(CloseReason.CONNECT_TIMEOUT),
                        services.limits().connectTimeout().toMillis(),
                        MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object packet) {
        switch (stage) {
            case AWAITING_CONNECT, CONNECTED -> check((MqttMessage) packet);
            case CONNECTING -> {
                if (exchange.isTalking()) {
                    check((MqttMessage) packet);
                } else if (!heldBehindConnect.add((MqttMessage) packet)) {
                    tooMuchBehindConnect();
                }
            }
            case CLOSING -> ReferenceCountUtil.release(packet);
        }
    }

    private void check(MqttMessage packet) {
        try {
            if (packet.decoderResult().isFailure()) {
                undecodable(packet.decoderResult().cause());
            } else if (stage == Stage.CONNECTED) {
                pass(packet);
            } else if (stage == Stage.CONNECTING) {
                exchange.goOn(packet);
            } else if (packet instanceof MqttConnectMessage first) {
                stage = Stage.CONNECTING;
                exchange.begin(context, first);
            } else {
                throw new Violation(CloseReason.PROTOCOL_ERROR, "first packet is not CONNECT");
            }
        } catch (Violation violation) {
            LOG.info(
                    "{} of {} is not allowed: {}. The connection is closed; what was received of it goes its way.",
                    packet.fixedHeader() == null
                            ? "a packet"
                            : packet.fixedHeader().messageType(),
                    exchange.who(context),
                    violation.getMessage());
            boolean hearsRefusal = isConnect(packet) && estate == null && StrictPackets.isMqtt5(context);
            ReferenceCountUtil.release(packet);
            if (hearsRefusal) {
                services.connections().count(violation.reason());
                refuse(MqttConnectReturnCode.valueOf((byte) violation.reason().code()));
            } else {
                close(violation.reason());
            }
        }
    }

    private void tooMuchBehindConnect() {
        if (tooMuchHeld) {
            return;
        }
        tooMuchHeld = true;
        LOG.info("{} says more behind CONNECT than is held until it is in, and is closed", exchange.who(context));
        if (exchange.hasReachedMoquette()) {
            return; // which would stumble over an end amid CONNECT: it comes right behind CONNACK
        }
        if (StrictPackets.isMqtt5(context)) {
            services.connections().count(CloseReason.QUOTA_EXCEEDED);
            refuse(MqttConnectReturnCode.CONNECTION_REFUSED_QUOTA_EXCEEDED);
        } else {
            close(CloseReason.QUOTA_EXCEEDED);
        }
    }

    private static boolean isConnect(MqttMessage packet) {
        return packet.fixedHeader() != null && packet.fixedHeader().messageType() == MqttMessageType.CONNECT;
    }

    private void undecodable(Throwable cause) throws Violation {
        if (stage == Stage.AWAITING_CONNECT && cause instanceof MqttUnacceptableProtocolVersionException) {
            refuse(MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION);
        } else if (stage == Stage.AWAITING_CONNECT && cause instanceof MqttIdentifierRejectedException) {
            refuse(MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED);
        } else {
            throw Violation.undecodable(cause);
        }
    }

    private void pass(MqttMessage packet) throws Violation {
        switch (packet.fixedHeader().messageType()) {
            case PUBLISH -> context.fireChannelRead(rules.publish((MqttPublishMessage) packet));
            case PUBREL -> context.fireChannelRead(packet);
            case PINGREQ -> context.writeAndFlush(MqttMessage.PINGRESP);
            case SUBSCRIBE -> subscribe((MqttSubscribeMessage) packet);
            case UNSUBSCRIBE -> {
                rules.unsubscribe((MqttUnsubscribeMessage) packet);
                forward(packet);
            }
            case PUBACK, PUBREC, PUBCOMP -> forward(packet);
            case DISCONNECT -> farewell(packet);
            case AUTH -> exchange.reauthenticate(packet);
            default ->
                throw new Violation(
                        CloseReason.PROTOCOL_ERROR,
                        packet.fixedHeader().messageType() + " is not for a connected device to send");
        }
    }

    private void subscribe(MqttSubscribeMessage packet) throws Violation {
        var allowed = rules.subscribe(packet);
        if (allowed != null) {
            gate.subscribing();
            forward(allowed);
            return;
        }
        var denied = rules.denied(packet);
        if (denied != null) {
            context.writeAndFlush(denied);
        }
    }

    private void forward(MqttMessage packet) {
        forwarded = true;
        context.fireChannelRead(packet);
    }

    private void farewell(MqttMessage packet) throws Violation {
        estate.farewell(packet);
        stage = Stage.CLOSING;
        saidFarewell = true;
        forward(packet);
    }

    /** The exchange ends without a connection; event loop only. */
    void refuse(MqttConnectReturnCode code) {
        stage = Stage.CLOSING;
        context.writeAndFlush(MqttMessageBuilders.connAck()
                .returnCode(code)
                .sessionPresent(false)
                .build());
        context.close();
    }

    boolean isConnecting() {
        return stage == Stage.CONNECTING;
    }

    /** Moquette's answers on their way out: CONNACK is ours to complete; acknowledgements are the gate's alone. */
    @Override
    public void write(ChannelHandlerContext ctx, Object packet, ChannelPromise promise) {
        if (ending != null) { // MQTT 5.0 §3.14.4: nothing comes behind DISCONNECT
            ReferenceCountUtil.release(packet);
            promise.setSuccess();
            return;
        }
        if (packet instanceof MqttConnAckMessage connAck && stage == Stage.CONNECTING) {
            if (connAck.variableHeader().connectReturnCode() == MqttConnectReturnCode.CONNECTION_ACCEPTED) {
                estate = exchange.accepted(connAck);
                device = estate.device();
                rules = exchange.rules();
                promise.addListener(sent -> ctx.executor().execute(this::whenMoquetteIsReady));
            }
            ctx.write(exchange.toDevice(connAck), promise);
            return;
        }
        if (packet instanceof MqttSubAckMessage) {
            gate.subscribed();
        }
        var answer = rules == null ? packet : rules.toDevice(packet);
        if (answer == null) {
            promise.setSuccess();
        } else {
            ctx.write(answer, promise);
        }
    }

    private void whenMoquetteIsReady() {
        if (stage != Stage.CONNECTING) {
            return;
        }
        if (!services.local().isConnected(context.channel())) {
            context.executor().schedule(this::whenMoquetteIsReady, CONNECTED_POLL_MILLIS, MILLISECONDS);
            return;
        }
        if (tooMuchHeld) {
            close(CloseReason.QUOTA_EXCEEDED);
            return;
        }
        services.local().ready(context.channel());
        estate.settleExpiry();
        try {
            gate.open(
                    device,
                    estate.session(),
                    services.ingest().connected(device),
                    exchange.permit()::mayPublish,
                    exchange.keepAliveSeconds());
        } catch (RuntimeException failure) {
            exceptionCaught(context, failure);
            return;
        }
        connectTimeout.cancel(false);
        stage = Stage.CONNECTED;
        heldBehindConnect.forEach(packet -> channelRead(context, packet));
        channelReadComplete(context);
        if (!gate.isPaused()) {
            context.channel().config().setAutoRead(true);
        }
    }

    /** Only if something went through to Moquette: it queues a command for each of these. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        gate.readEnds();
        if (forwarded) {
            forwarded = false;
            ctx.fireChannelReadComplete();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent) {
            if (gate.silenceCounts()) {
                close(CloseReason.KEEP_ALIVE_TIMEOUT);
            }
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("Connection of {} broke: {}", exchange.who(context), cause.toString());
            ctx.close();
        } else {
            LOG.warn("Connection of {} is closed because of an error on our side", exchange.who(context), cause);
            close(CloseReason.NOT_STORED);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stage = Stage.CLOSING;
        connectTimeout.cancel(false);
        heldBehindConnect.forEach(ReferenceCountUtil::release);
        try {
            ctx.fireChannelInactive();
            exchange.connectionEnded();
            if (estate != null) {
                services.audit().disconnected(device, exchange.permit().identity(), saidFarewell, ending);
                estate.connectionLost();
            }
        } finally {
            // Not before: a successor that found nobody to wait for would meet the session that has just ended.
            services.connections().closed(this, exchange.clientId());
            exchange.afterPredecessor(() -> gone.setSuccess(null));
        }
    }

    Future<Void> gone() {
        return gone;
    }

    void reviewFromAnyThread() {
        context.executor().execute(exchange::review);
    }

    /** Of the client id that this connection has taken. Any thread. */
    String owner() {
        return exchange.owner();
    }

    void closeFromAnyThread(CloseReason reason) {
        context.executor().execute(() -> close(reason));
    }

    /** Ends the connection; an MQTT 5 device hears why. Event loop only. */
    public void close(CloseReason reason) {
        assert context.executor().inEventLoop();
        if (context.channel().isActive()) {
            farewell(reason, Farewell.BRIEF);
            context.close();
        }
    }

    /** Says the last word to an MQTT 5 device; whatever comes of any device from now on goes unheard. Event loop only. */
    Future<Void> farewell(CloseReason reason, Farewell words) {
        if (ending == null) {
            services.connections().count(reason);
            ending = reason;
        }
        // Moquette may not be ready yet when the device has its CONNACK already.
        boolean isHeard = estate != null && stage != Stage.CLOSING && device.hearsReasons();
        stage = Stage.CLOSING;
        return isHeard ? context.writeAndFlush(rules.disconnect(reason, words)) : context.newSucceededFuture();
    }

    /** The device is to go. Event loop only. */
    void sendAway(Departures departures) {
        switch (stage) {
            case AWAITING_CONNECT -> close(departures.reason());
            case CONNECTING -> loop().schedule(() -> sendAway(departures), CONNECTING_POLL_MILLIS, MILLISECONDS);
            case CONNECTED -> new Departure(departures, this, context, gate).begin(estate);
        }
    }

    EventExecutor loop() {
        return context.executor();
    }
}
