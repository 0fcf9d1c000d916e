package dev.sluice.broker.session;

import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.Settlement;
import java.util.HashMap;
import java.util.Map;

/**
 * The receiving half of one MQTT session: QoS 2 receive state (MQTT 5.0 §4.3.3, method "store the packet id") and the
 * event ids of QoS 1 messages that were unacknowledged when a connection ended.
 *
 * <pre>
 *   PUBLISH ──▶ WAITING ──stored──▶ STORED (PUBREC sent) ──PUBREL──▶ forgotten (PUBCOMP sent)
 *      ▲           │ refused or lost: forgotten, so that the id means a new message again
 *      └── a resend joins the entry that exists: it never makes a second record
 * </pre>
 */
public final class DeviceSession {

    /** What a QoS 2 PUBLISH means to a session that may know its packet id. */
    public sealed interface Arrival {
        /** A message not seen before; settle {@code ack} with its fate. */
        record New(QosTwoMessage ack) implements Arrival {}

        /**
         * A resend of a message on its way: it is now answered on the given connection, and no longer through {@code
         * before}.
         */
        record Joined(QosTwoMessage ack, AckContract contract, HeldAck before) implements Arrival {}

        /** A resend of a message that is stored: answer at once. */
        record AlreadyStored(AckContract contract) implements Arrival {}
    }

    /** What a PUBREL means. */
    public enum Release {
        RELEASED,
        UNKNOWN,
        /** The device releases what it was never told to be stored. */
        TOO_EARLY
    }

    private final Map<Integer, QosTwoMessage> receiving = new HashMap<>();
    private final Map<Integer, String> unacknowledged = new HashMap<>();
    /** Seldom true, and asked for each message. */
    private volatile boolean anyUnacknowledged;

    /**
     * A QoS 2 PUBLISH came.
     *
     * @param answer settles the PUBREC on the connection that the packet came on
     */
    public synchronized Arrival received(int packetId, String eventId, HeldAck answer) {
        var known = receiving.get(packetId);
        if (known == null) {
            var message = new QosTwoMessage(packetId, eventId, answer);
            receiving.put(packetId, message);
            return new Arrival.New(message);
        }
        if (known.stored) {
            return new Arrival.AlreadyStored(known.contract);
        }
        var before = known.answer;
        known.answer = answer;
        return new Arrival.Joined(known, known.contract, before);
    }

    public synchronized Release released(int packetId) {
        var known = receiving.get(packetId);
        if (known == null) {
            return Release.UNKNOWN;
        }
        if (!known.stored) {
            return Release.TOO_EARLY;
        }
        receiving.remove(packetId);
        return Release.RELEASED;
    }

    /** Remembers the event id of a QoS 1 message whose connection ended before its acknowledgement left. */
    public synchronized void leftUnacknowledged(int packetId, String eventId) {
        unacknowledged.put(packetId, eventId);
        anyUnacknowledged = true;
    }

    /**
     * A QoS 1 PUBLISH came: its packet id is in use again and no longer means an earlier message.
     *
     * @return the event id of the message that the session knew as unacknowledged under this packet id, or null
     */
    public String resent(int packetId) {
        return anyUnacknowledged ? forget(packetId) : null;
    }

    private synchronized String forget(int packetId) {
        var known = unacknowledged.remove(packetId);
        anyUnacknowledged = !unacknowledged.isEmpty();
        return known;
    }

    /** QoS 2 messages that wait to be stored or released. */
    public synchronized int receiving() {
        return receiving.size();
    }

    /** One QoS 2 message from its first PUBLISH to its PUBREL. */
    public final class QosTwoMessage implements HeldAck {
        private final int packetId;
        private final String eventId;
        private HeldAck answer;
        private AckContract contract = AckContract.STORED;
        private boolean stored;

        private QosTwoMessage(int packetId, String eventId, HeldAck answer) {
            this.packetId = packetId;
            this.eventId = eventId;
            this.answer = answer;
        }

        public String eventId() {
            return eventId;
        }

        public void under(AckContract agreed) {
            synchronized (DeviceSession.this) {
                contract = agreed;
            }
        }

        @Override
        public void settle(Settlement settlement) {
            HeldAck present;
            synchronized (DeviceSession.this) {
                if (stored || receiving.get(packetId) != this) {
                    return;
                }
                stored = settlement instanceof Settlement.Stored;
                if (!stored) {
                    receiving.remove(packetId);
                }
                present = answer;
            }
            present.settle(settlement);
        }
    }
}
