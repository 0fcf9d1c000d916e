package dev.sluice.broker.gate;

import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.ConnectedDevice;
import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.IngestLane;
import dev.sluice.broker.publish.ReceivedPublish;
import dev.sluice.broker.publish.RefusalReason;
import dev.sluice.broker.publish.Settlement;
import dev.sluice.broker.session.DeviceSession;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.util.ReferenceCountUtil;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;

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
 * A slot belongs to one connection. When that is gone its slots are too: settling them does nothing, the device sends
 * again, and Kafka may then hold the message twice, which the event id makes visible. QoS 2 is different: there the
 * {@link DeviceSession} knows the packet id, and a resend on the next connection joins the message that is on its way.
 *
 * <pre>
 *   any thread                                   event loop
 *   Slot.settle ─▶ gate marked ─▶ GateLoop  ═══▶ release(): pop settled slots of all lanes ─▶ one buffer ─▶ one flush
 * </pre>
 */
public final class AckGate extends ChannelInboundHandlerAdapter {

    private static final int PUBCOMP = 0x70;
    private static final int PACKET_ID_NOT_FOUND = 0x92;
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
    private final AckLane[] lanes = new AckLane[AckLane.MOST];
    private final ReadValve reading = new ReadValve();
    private int unanswered;
    private boolean closing;

    // set once, when the device is connected
    private ConnectedDevice device;
    private DeviceSession session;
    private IngestLane ingest;

    // any thread
    private volatile boolean marked;

    /** @param close ends the connection with this reason; called on the event loop */
    public AckGate(GateLoop loop, LocalDelivery local, GateLimits limits, Consumer<CloseReason> close) {
        this.loop = loop;
        this.local = local;
        this.limits = limits;
        this.close = close;
    }

    /** The device is connected: from now on its messages are taken. */
    public void open(ConnectedDevice connected, DeviceSession itsSession, IngestLane itsLane, int keepAliveSeconds) {
        assert inEventLoop();
        device = connected;
        session = itsSession;
        ingest = itsLane;
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
            released(((MqttMessageIdVariableHeader) message.variableHeader()).messageId());
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(packet);
        }
    }

    private void published(MqttPublishMessage packet) {
        int qos = packet.fixedHeader().qosLevel().value();
        if (qos == 0) {
            takeOver(read(packet, loop.nextEventId()), HeldAck.NONE);
        } else {
            if (device.hearsReasons() && unanswered >= limits.inFlightPerClient()) {
                end(CloseReason.RECEIVE_MAXIMUM_EXCEEDED);
                return;
            }
            int packetId = packet.variableHeader().packetId();
            if (qos == 1) {
                publishedOnce(packet, packetId);
            } else {
                publishedExactlyOnce(packet, packetId);
            }
        }
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
        if (!reading.isPaused() && !ingest.mayRead()) {
            reading.pause();
            loop.paused(this);
        }
    }

    private void publishedOnce(MqttPublishMessage packet, int packetId) {
        var slot = slot(packetId, eventId(packetId, packet.fixedHeader().isDup()));
        var contract = takeOver(read(packet, slot.eventId), slot);
        enlist(1, contract, slot);
    }

    private String eventId(int packetId, boolean duplicate) {
        var known = session.resent(packetId); // from now on the packet id means this message
        if (!duplicate) {
            return loop.nextEventId();
        }
        for (var lane : lanes) {
            var waiting = lane == null || !lane.isQosOne() ? null : lane.waiting(packetId);
            if (waiting != null) {
                return waiting.eventId;
            }
        }
        return known != null ? known : loop.nextEventId();
    }

    private void publishedExactlyOnce(MqttPublishMessage packet, int packetId) {
        var slot = slot(packetId, loop.nextEventId());
        var arrival = session.received(packetId, slot.eventId, slot);
        if (arrival instanceof DeviceSession.Arrival.New first) {
            slot.belongsTo(first.ack());
            var contract = takeOver(read(packet, slot.eventId), first.ack());
            first.ack().under(contract);
            enlist(2, contract, slot);
        } else if (arrival instanceof DeviceSession.Arrival.Joined joined) {
            slot.belongsTo(joined.ack());
            enlist(2, joined.contract(), slot);
            withdraw(joined);
        } else if (arrival instanceof DeviceSession.Arrival.AlreadyStored stored) {
            enlist(2, stored.contract(), slot);
            slot.settle(Settlement.STORED);
        }
    }

    /** The slot that would have been answered gives way; if it is one of this connection, nobody would ever settle it. */
    private void withdraw(DeviceSession.Arrival.Joined joined) {
        if (joined.before() instanceof Slot before
                && AckLane.of(lanes, 2, joined.contract()).remove(before)) {
            unanswered--;
            settled(); // those behind it may be due
        }
    }

    private Slot slot(int packetId, String eventId) {
        return new Slot(this, packetId, eventId, loop.tickNanos());
    }

    private void enlist(int qos, AckContract contract, Slot slot) {
        unanswered++;
        AckLane.of(lanes, qos, contract).add(slot);
    }

    private ReceivedPublish read(MqttPublishMessage packet, String eventId) {
        var header = packet.fixedHeader();
        var payload = packet.payload();
        return new ReceivedPublish(
                packet.variableHeader().topicName(),
                // Copies a slice, which would pin the whole receive buffer; an array of the message's own is taken as
                // it is.
                ByteBufUtil.getBytes(payload, payload.readerIndex(), payload.readableBytes(), false),
                header.qosLevel().value(),
                header.qosLevel().value() == 0 ? 0 : packet.variableHeader().packetId(),
                header.isRetain(),
                header.isDup(),
                eventId,
                System.currentTimeMillis(),
                packet.variableHeader().properties(),
                false);
    }

    private AckContract takeOver(ReceivedPublish publish, HeldAck ack) {
        var held = ack;
        if (publish.retained() || local.wants(publish.topic())) {
            var both = new BothWays(ack);
            held = both;
            local.deliver(context.channel(), publish)
                    .thenAccept(delivered -> both.settle(
                            delivered ? Settlement.STORED : new Settlement.Unsettled(CloseReason.NOT_STORED)));
        }
        return ingest.receive(publish, held);
    }

    private void released(int packetId) {
        switch (session.released(packetId)) {
            case RELEASED -> {
                unanswered = Math.max(0, unanswered - 1); // none, if it was published on an earlier connection
                answer(PUBCOMP, packetId, 0);
            }
            case UNKNOWN -> answer(PUBCOMP, packetId, PACKET_ID_NOT_FOUND);
            case TOO_EARLY -> end(CloseReason.PROTOCOL_ERROR);
        }
    }

    private void answer(int type, int packetId, int reason) {
        context.writeAndFlush(encode(context.alloc().buffer(5), type, packetId, reason));
    }

    /** PUBACK, PUBREC or PUBCOMP (MQTT 5.0 §3.4 to §3.7); MQTT 3.1.1 has no reason code. */
    private ByteBuf encode(ByteBuf out, int type, int packetId, int reason) {
        if (reason == 0 || !device.hearsReasons()) {
            return out.writeInt(type << 24 | 2 << 16 | packetId);
        }
        return out.writeInt(type << 24 | 3 << 16 | packetId).writeByte(reason);
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
        if (closing) {
            return;
        }
        ByteBuf out = null;
        CloseReason ending = null;
        for (var lane : lanes) {
            var slot = lane == null ? null : lane.oldestSettled();
            for (; slot != null && endAfter(slot.settlement()) == null; slot = lane.oldestSettled()) {
                lane.takeOldest();
                out = out == null ? context.alloc().buffer(256) : out;
                acknowledge(lane, slot, reasonCode(slot.settlement()), out);
            }
            // A slot that ends the connection stays in its lane: it is unacknowledged, and the session must know.
            ending = slot == null ? ending : endAfter(slot.settlement());
        }
        if (out != null) {
            context.writeAndFlush(out);
        }
        if (ending != null) {
            end(ending);
        }
    }

    /** Why the connection must end after this settlement, or null if the device can be answered. */
    private CloseReason endAfter(Settlement settlement) {
        return settlement == Settlement.STORED
                ? null
                : settlement.fold(
                        stored -> null,
                        refused -> device.hearsReasons() ? null : CloseReason.NOT_STORED,
                        Settlement.Unsettled::reason);
    }

    private static int reasonCode(Settlement settlement) {
        return settlement instanceof Settlement.Refused refused
                ? refused.reason().code()
                : 0;
    }

    private void acknowledge(AckLane lane, Slot slot, int reason, ByteBuf out) {
        if (lane.isQosOne() || reason != 0) {
            unanswered--; // QoS 2 is answered in full by PUBCOMP
        }
        encode(out, lane.answerType(), slot.packetId, reason);
    }

    /** Reads on if the ingest allows it again; true when this gate needs no more asking. */
    boolean resumesReading() {
        if (closing || ingest.mayRead()) {
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
        long oldest = 0;
        for (var lane : lanes) {
            if (lane != null && lane.oldest() != null) {
                oldest = Math.max(oldest, now - lane.oldest().arrivedNanos);
            }
        }
        if (oldest > limits.deliveryDeadline().toNanos() && !closing) {
            deadlinePassed(now);
        }
        return oldest;
    }

    private void deadlinePassed(long now) {
        if (!limits.refuseOnDeadline() || !device.hearsReasons()) {
            end(CloseReason.DELIVERY_DEADLINE);
            return;
        }
        var refusal = new Settlement.Refused(RefusalReason.QUOTA_EXCEEDED);
        for (var lane : lanes) {
            if (lane != null) {
                lane.forEach(slot -> {
                    if (now - slot.arrivedNanos > limits.deliveryDeadline().toNanos()) {
                        slot.origin().settle(refusal);
                    }
                });
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        reading.writable(ctx.channel().isWritable()); // a device that does not read its acks sends no more messages
        ctx.fireChannelWritabilityChanged();
    }

    /** Whether reading is paused by us, so that silence is not the device's fault. */
    public boolean isPaused() {
        return reading.isPaused();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        loop.closed(this);
        if (session != null) {
            for (var lane : lanes) {
                if (lane != null && lane.isQosOne()) {
                    lane.forEach(slot -> session.leftUnacknowledged(slot.packetId, slot.eventId));
                }
            }
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

    private void end(CloseReason reason) {
        if (!closing) {
            closing = true;
            close.accept(reason);
        }
    }

    private boolean inEventLoop() {
        return context.channel().eventLoop().inEventLoop();
    }
}
