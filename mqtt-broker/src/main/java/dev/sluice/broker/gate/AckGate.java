package dev.sluice.broker.gate;

import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.ConnectedDevice;
import dev.sluice.broker.publish.IngestLane;
import dev.sluice.broker.publish.RefusalReason;
import dev.sluice.broker.publish.Settlement;
import dev.sluice.broker.session.DeviceSession;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.util.ReferenceCountUtil;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Releases acknowledgements in the order in which their PUBLISHes came, however disorderly they are settled.
 *
 * <p>Kafka confirms batch by batch and partition by partition, so the second message of a device is often stored before
 * its first. Devices' libraries expect the answers in order (MQTT asks it of clients: 5.0 §4.6). So every PUBLISH takes
 * a slot, and a settled slot waits until it is the oldest of its lane (one lane per QoS and {@link AckContract}).
 *
 * <pre>
 *   oldest                                newest
 *   [42 stored][43 waiting][44 stored][45 waiting]
 *    ^ leaves now   ^ stays until 43 is stored: then 43 and 44 leave in one flush
 * </pre>
 *
 * A slot belongs to a connection; settling it when that is gone answers nobody. But its {@link DeviceSession} knows the packet id: a resend
 * on the next connection joins the message that is on its way, or is answered at once if it is stored. What {@link Handshakes} cannot be sure of is
 * taken as a message of its own, and then Kafka may hold one twice.
 *
 * <pre>
 *   any thread                                   event loop
 *   Slot.settle ─▶ gate marked ─▶ GateLoop  ═══▶ release(): pop settled slots of all lanes ─▶ one buffer ─▶ one flush
 * </pre>
 */
public final class AckGate extends ChannelInboundHandlerAdapter {

    private static final VarHandle MARKED;

    static {
        try {
            MARKED = MethodHandles.lookup().findVarHandle(AckGate.class, "marked", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final GateLoop loop;
    private final LocalDelivery local;
    private final GateLimits limits;
    private final Consumer<CloseReason> close;

    // lives as long as the connection
    private ChannelHandlerContext context;
    private final ReadValve reading = new ReadValve();
    private boolean closing;
    private boolean throttled;
    /** Runs when nothing is owed any more; null unless the device is about to be sent away. */
    private Runnable answered;
    /** SUBSCRIBEs without a SUBACK. */
    private int subscribing;

    // set once, when the device is connected
    private ConnectedDevice device;
    private DeviceSession session;
    private IngestLane ingest;
    private AckLanes lanes;
    private Handshakes handshakes;
    private RateBudget rate;

    // any thread
    private volatile boolean marked;

    /** @param close ends the connection with this reason; called on the event loop */
    public AckGate(GateLoop loop, LocalDelivery local, GateLimits limits, Consumer<CloseReason> close) {
        this.loop = loop;
        this.local = local;
        this.limits = limits;
        this.close = close;
    }

    /**
     * The device is connected: from now on its messages are taken.
     *
     * @param mayPublish whether it has the right to a topic; asked for every message, but not for one that is known
     */
    public void open(
            ConnectedDevice connected,
            DeviceSession itsSession,
            IngestLane itsLane,
            Predicate<String> mayPublish,
            int keepAliveSeconds) {
        assert inEventLoop();
        device = connected;
        session = itsSession;
        ingest = itsLane;
        lanes = new AckLanes(connected.hearsReasons());
        handshakes = new Handshakes(
                this,
                loop,
                local,
                context.channel(),
                itsSession,
                itsLane,
                lanes,
                new PublishRight(connected, mayPublish));
        rate = new RateBudget(limits.messagesPerSecond(), limits.bytesPerSecond(), System.nanoTime());
        reading.keepAlive(keepAliveSeconds);
        pauseIfTold(); // what an earlier connection of this device left may be too much already
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        reading.of(ctx.channel());
        loop.opened(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object packet) {
        if (packet instanceof MqttPublishMessage publish) {
            try {
                if (!closing && isTaken(publish)) {
                    published(publish);
                }
            } finally {
                publish.release();
            }
        } else if (packet instanceof MqttMessage message
                && message.fixedHeader().messageType() == MqttMessageType.PUBREL) {
            handshakes.released(((MqttMessageIdVariableHeader) message.variableHeader()).messageId());
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(packet);
        }
    }

    /** A SUBSCRIBE goes to Moquette: what the device publishes from now on comes behind it, and may be what it asks for. */
    public void subscribing() {
        subscribing++;
    }

    /** Moquette has answered. */
    public void subscribed() {
        subscribing--;
    }

    boolean isSubscribing() {
        return subscribing > 0;
    }

    private void published(MqttPublishMessage packet) {
        if (packet.fixedHeader().qosLevel() != MqttQoS.AT_MOST_ONCE
                && device.hearsReasons()
                && lanes.unanswered() >= limits.inFlightPerClient()) {
            end(CloseReason.RECEIVE_MAXIMUM_EXCEEDED);
            return;
        }
        if (rate.spend(packet.payload().readableBytes()) && !throttled && !rate.hasRoom(System.nanoTime())) {
            throttled = true;
            loop.throttled();
        }
        handshakes.published(packet);
        pauseIfTold();
    }

    /** What a device left in the kernel when it closed its paused connection is taken if there is room: it gets no answer any more. */
    private boolean isTaken(MqttPublishMessage packet) {
        if (reading.expects(packet.payload().readableBytes()) || ingest.mayRead() || ingest.mayProbe()) {
            return true;
        }
        closing = true; // nothing later of it may be taken either
        context.close();
        return false;
    }

    private void pauseIfTold() {
        if (!reading.isPaused() && (throttled || !ingest.mayRead())) {
            reading.pause();
            loop.paused(this);
        }
    }

    /** What was read of the connection has been handled. */
    public void readEnds() {
        loop.readEnds();
    }

    /** A slot of this gate has been settled. Any thread. */
    void settled() {
        if (!marked && MARKED.compareAndSet(this, false, true)) {
            loop.settled(this);
        }
    }

    /** Sends every acknowledgement whose turn has come, in one flush. */
    void release() {
        assert inEventLoop();
        marked = false; // before looking: what is settled from here on marks the gate again
        if (closing || !context.channel().isActive()) {
            return; // what cannot be sent stays in its lane: the session must know that it is unanswered
        }
        var due = lanes.takeDue(context.alloc());
        if (due != null) {
            context.writeAndFlush(due);
        }
        if (lanes.ending() != null) {
            end(lanes.ending());
        } else if (answered != null && lanes.owed() == 0) {
            answered.run();
        }
    }

    /** Nothing further is read; {@code whenAnswered} runs, perhaps more than once, when the device has every answer that it waits for. */
    public void leave(Runnable whenAnswered) {
        assert inEventLoop();
        answered = whenAnswered;
        reading.pause();
        release();
    }

    /** Whether {@link #leave} has been called. */
    public boolean isLeft() {
        return answered != null;
    }

    /**
     * Nothing is answered any more: what the device still sends is read and forgotten.
     *
     * @return answers that the device does not get
     */
    public int endInSilence() {
        closing = true;
        reading.resume();
        return lanes.owed();
    }

    /** Reads on if the ingest allows it again; true when this gate needs no more asking. */
    boolean resumesReading() {
        if (answered != null) {
            return true; // and is never read again
        }
        throttled = throttled && !rate.hasRoom(loop.tickNanos());
        if (closing || !throttled && ingest.mayRead()) {
            reading.resume();
            return true;
        }
        if (ingest.mayProbe()) {
            reading.probe(loop.tickNanos());
        }
        return false;
    }

    /**
     * Looks for acknowledgements withheld past the deadline.
     *
     * @return for how long the oldest one has been withheld, in nanoseconds
     */
    long sweep(long now) {
        long oldest = lanes == null ? 0 : lanes.oldestNanos(now);
        if (oldest > limits.deliveryDeadline().toNanos() && !closing) {
            deadlinePassed(now, limits.deliveryDeadline().toNanos());
        }
        return oldest;
    }

    private void deadlinePassed(long now, long deadline) {
        if (!limits.refuseOnDeadline() || !device.hearsReasons() || lanes.owesPubcompFor(now, deadline)) {
            end(CloseReason.DELIVERY_DEADLINE);
        } else {
            loop.handedBack(lanes.giveUp(now, deadline, new Settlement.Refused(RefusalReason.QUOTA_EXCEEDED)));
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        reading.writable(ctx.channel().isWritable()); // a device that does not read its acks sends no more messages
        ctx.fireChannelWritabilityChanged();
    }

    /** Whether it is not read because it has sent too much in too short a time, and for no other reason. */
    boolean isOnlyThrottled() {
        return throttled && ingest.mayRead();
    }

    /** Whether reading is paused by us. */
    public boolean isPaused() {
        return reading.isPaused();
    }

    /** Whether it is the device's fault that nothing came of it: not while we do not read, nor when we have only just begun again. */
    public boolean silenceCounts() {
        return !reading.takeResumed() && !reading.isPaused();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        loop.closed(this);
        if (lanes != null) {
            lanes.leaveTo(session);
        }
        ctx.fireChannelInactive();
        if (ingest != null) {
            ingest.disconnected();
        }
    }

    /** Something threw that must not: ends this connection alone. */
    void failed(RuntimeException failure) {
        context.pipeline().fireExceptionCaught(failure);
    }

    /** Ends the connection, once. */
    void end(CloseReason reason) {
        if (!closing) {
            closing = true;
            close.accept(reason);
        }
    }

    private boolean inEventLoop() {
        return context.channel().eventLoop().inEventLoop();
    }
}
