package dev.sluice.broker.gate;

import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.Fingerprint;
import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.IngestLane;
import dev.sluice.broker.publish.PayloadFormat;
import dev.sluice.broker.publish.ReceivedPublish;
import dev.sluice.broker.publish.RefusalReason;
import dev.sluice.broker.publish.Settlement;
import dev.sluice.broker.session.Arrival;
import dev.sluice.broker.session.DeviceSession;
import dev.sluice.broker.session.Release;
import dev.sluice.broker.session.Resend;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttPublishMessage;

/**
 * What PUBLISH and PUBREL of a connected device mean: which of them are messages, and which the same one again. Event loop only.
 *
 * <pre>
 *   QoS 0   message                              no answer
 *   QoS 1   message, or one that is known        PUBACK once it is stored
 *   QoS 2   message, or one that is known        PUBREC once it is stored; PUBREL: PUBCOMP once it is released
 * </pre>
 */
final class Handshakes {

    private static final Settlement NOT_AS_PROMISED = new Settlement.Refused(RefusalReason.PAYLOAD_FORMAT_INVALID);
    private static final Settlement NO_ROOM = new Settlement.Refused(RefusalReason.QUOTA_EXCEEDED);
    private static final Settlement LOST = new Settlement.Unsettled(CloseReason.NOT_STORED);

    private final AckGate gate;
    private final GateLoop loop;
    private final LocalDelivery local;
    private final Channel channel;
    private final DeviceSession session;
    private final IngestLane ingest;
    private final AckLanes lanes;
    private final PublishRight right;

    Handshakes(
            AckGate gate,
            GateLoop loop,
            LocalDelivery local,
            Channel channel,
            DeviceSession session,
            IngestLane ingest,
            AckLanes lanes,
            PublishRight right) {
        this.gate = gate;
        this.loop = loop;
        this.local = local;
        this.channel = channel;
        this.session = session;
        this.ingest = ingest;
        this.lanes = lanes;
        this.right = right;
    }

    void published(MqttPublishMessage packet) {
        if (right.hasEnded()) {
            return;
        }
        switch (packet.fixedHeader().qosLevel()) {
            case AT_MOST_ONCE -> takeOver(read(packet, loop.nextEventId()), HeldAck.NONE);
            case AT_LEAST_ONCE -> {
                if (packet.fixedHeader().isDup()) {
                    publishedOnceAgain(packet);
                } else {
                    session.somethingNew(packet.variableHeader().packetId());
                    publishedOnce(read(packet, loop.nextEventId()));
                }
            }
            default -> publishedExactlyOnce(packet);
        }
    }

    private void publishedOnce(ReceivedPublish publish) {
        var slot = new OnceSlot(gate, publish, loop.tickNanos());
        lanes.awaitPuback(slot, takeOver(publish, slot));
    }

    private void publishedOnceAgain(MqttPublishMessage packet) {
        var publish = read(packet, loop.nextEventId());
        var said = Fingerprint.of(publish.topic(), publish.payload(), publish.retained());
        var waiting = lanes.waitingOnce(publish.packetId());
        if (waiting != null) {
            if (waiting.fingerprint().equals(said)) {
                loop.recognised(); // and answered when it is answered
            } else {
                publishedOnce(publish);
            }
            return;
        }
        var resend = session.resent(publish.packetId(), said);
        if (resend instanceof Resend.Recognised known && known.first() instanceof OnceSlot first) {
            loop.recognised();
            lanes.awaitPuback(first, known.contract());
            first.moveTo(gate, loop.tickNanos());
        } else if (resend instanceof Resend.Again again) {
            publishedOnce(read(packet, again.eventId()));
        } else {
            publishedOnce(publish);
        }
    }

    private void publishedExactlyOnce(MqttPublishMessage packet) {
        int packetId = packet.variableHeader().packetId();
        boolean duplicate = packet.fixedHeader().isDup();
        if (!duplicate) {
            session.somethingNew(packetId);
        }
        var slot = new ExactlyOnceSlot(gate, packetId, loop.tickNanos());
        var publish = read(packet, loop.nextEventId());
        var said = Fingerprint.of(publish.topic(), publish.payload(), publish.retained());
        var arrival = session.received(packetId, duplicate, publish.eventId(), said, slot);
        if (arrival instanceof Arrival.New first) {
            slot.belongsTo(first.ack());
            var contract = takeOverOrForget(publish, first.ack());
            first.ack().under(contract);
            lanes.awaitPubrec(slot, contract);
            withdraw(first.before());
        } else if (arrival instanceof Arrival.Joined joined) {
            loop.recognised();
            slot.belongsTo(joined.ack());
            lanes.awaitPubrec(slot, joined.contract());
            withdraw(joined.before());
        } else if (arrival instanceof Arrival.AlreadyStored stored) {
            loop.recognised();
            lanes.awaitPubrec(slot, stored.contract());
            slot.settle(Settlement.STORED);
        }
    }

    /** A bug in the ingest must not leave a packet id that waits for ever. */
    private AckContract takeOverOrForget(ReceivedPublish publish, HeldAck ack) {
        try {
            return takeOver(publish, ack);
        } catch (RuntimeException failure) {
            ack.settle(LOST);
            throw failure;
        }
    }

    void released(int packetId) {
        var slot = new ReleaseSlot(gate, packetId, loop.tickNanos());
        var release = session.released(packetId, slot);
        if (release instanceof Release.TooEarly) {
            gate.end(CloseReason.PROTOCOL_ERROR);
            return;
        }
        lanes.awaitPubcomp(slot);
        if (release instanceof Release.Begun begun) {
            release(packetId, begun.ack());
        } else if (release instanceof Release.Joined joined) {
            withdraw(joined.before());
        } else {
            slot.isUnknown(); // to this process; perhaps one before it left a mark
            release(packetId, slot);
        }
    }

    private void release(int packetId, HeldAck ack) {
        try {
            ingest.released(packetId, ack);
        } catch (RuntimeException failure) {
            ack.settle(LOST);
            throw failure;
        }
    }

    /** The slot that would have been answered gives way; if it is one of this connection, nobody would ever settle it. */
    private void withdraw(HeldAck before) {
        if (before instanceof Slot slot && lanes.withdraw(slot)) {
            gate.settled(); // those behind it may be due
        }
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
                loop.wallMillis(),
                packet.variableHeader().properties(),
                false);
    }

    private AckContract takeOver(ReceivedPublish publish, HeldAck ack) {
        if (!right.allows(publish)) {
            ack.settle(right.denial());
            return AckContract.STORED;
        }
        if (publish.qos() > 0 && !PayloadFormat.isKept(publish.properties(), publish.payload())) {
            ack.settle(NOT_AS_PROMISED); // Moquette would keep it from subscribers and say nothing
            return AckContract.STORED;
        }
        boolean mustRetain = publish.retained() && publish.qos() > 0 && right.hearsReasons();
        if (mustRetain && !local.hasRoomToRetain(publish)) {
            // Whoever cannot be told is not refused: Kafka matters more than what later subscribers see.
            ack.settle(NO_ROOM);
            return AckContract.STORED;
        }
        var held = ack;
        if (publish.retained() || gate.isSubscribing() || local.wants(publish.topic())) {
            var both = new BothWays(ack);
            held = both;
            local.deliver(channel, publish, mustRetain)
                    .thenAccept(delivered -> both.settle(delivered ? Settlement.STORED : LOST));
        }
        return ingest.receive(publish, held);
    }
}
