package dev.sluice.broker.session;

import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.Fingerprint;
import dev.sluice.broker.publish.HeldAck;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The receiving half of one MQTT session: QoS 2 receive state (MQTT 5.0 §4.3.3, method "store the packet id"), and the QoS 1 messages
 * that were unanswered when a connection ended.
 *
 * <pre>
 *   PUBLISH ──▶ WAITING ──stored──▶ STORED (PUBREC sent) ──PUBREL──▶ RELEASING ──nothing left of it──▶ forgotten (PUBCOMP sent)
 *      ▲           │ refused or lost: forgotten,   ▲                     │ not known whether: the connection
 *      │           ▼ the id means a new message    └─────────────────────┘ ends, the device asks again
 *      └── a resend joins the entry that exists: it never makes a second record; nor does a second PUBREL release twice
 * </pre>
 *
 * What an earlier process stored, and did not see released, begins as STORED. Of those, as of what is being released, a PUBLISH without the DUP flag is
 * a new message: the device has begun to count afresh.
 */
public final class DeviceSession {

    private final long number;
    private final Map<Integer, QosTwoMessage> receiving = new HashMap<>();
    private final UnansweredMessages unanswered;

    /**
     * @param mostUnanswered how many QoS 1 messages it remembers to recognise resends
     * @param number tells it from all other sessions of its client
     * @param storedBefore packet ids of QoS 2 messages that an earlier process stored and did not see released
     */
    public DeviceSession(int mostUnanswered, long number, Set<Integer> storedBefore) {
        this.number = number;
        unanswered = new UnansweredMessages(mostUnanswered);
        for (var packetId : storedBefore) {
            receiving.put(packetId, QosTwoMessage.storedBefore(this, packetId));
        }
    }

    public long number() {
        return number;
    }

    /**
     * A QoS 2 PUBLISH came.
     *
     * <p>A packet id that is in use means the same message, unless it says something else: then the device has lost its memory, or has begun to count
     * afresh elsewhere and come back here, and what it sends is new.
     *
     * @param said what it says
     * @param answer settles the PUBREC on the connection that the packet came on
     */
    public synchronized Arrival received(
            int packetId, boolean duplicate, String eventId, Fingerprint said, HeldAck answer) {
        var known = receiving.get(packetId);
        if (known == null || known.isAnother(duplicate, said)) {
            var message = new QosTwoMessage(this, packetId, eventId, said, answer);
            receiving.put(packetId, message);
            boolean waits = known != null && known.stage == QosTwoMessage.Stage.WAITING;
            return new Arrival.New(message, waits ? known.answer : HeldAck.NONE);
        }
        if (known.stage != QosTwoMessage.Stage.WAITING) {
            return new Arrival.AlreadyStored(known.contract);
        }
        var before = known.answer;
        known.answer = answer;
        return new Arrival.Joined(known, known.contract, before);
    }

    /**
     * A PUBREL came.
     *
     * @param answer settles the PUBCOMP on the connection that the packet came on
     */
    public synchronized Release released(int packetId, HeldAck answer) {
        var known = receiving.get(packetId);
        if (known == null) {
            return new Release.Unknown();
        }
        if (known.stage == QosTwoMessage.Stage.WAITING) {
            return new Release.TooEarly();
        }
        var before = known.answer;
        known.answer = answer;
        if (known.stage == QosTwoMessage.Stage.RELEASING) {
            return new Release.Joined(before);
        }
        known.stage = QosTwoMessage.Stage.RELEASING;
        return new Release.Begun(known::settleRelease);
    }

    boolean knows(QosTwoMessage message) {
        return receiving.get(message.packetId) == message;
    }

    void forget(QosTwoMessage message) {
        receiving.remove(message.packetId, message);
    }

    /** QoS 2 messages that wait to be stored or released. */
    public synchronized int receiving() {
        return receiving.size();
    }

    /** A PUBLISH of QoS 1 or 2 without the DUP flag came. */
    public void somethingNew(int packetId) {
        if (unanswered.any()) {
            unanswered.somethingNew(packetId);
        }
    }

    /** What a QoS 1 PUBLISH with the DUP flag means that is no resend within its connection. */
    public Resend resent(int packetId, Fingerprint said) {
        return unanswered.resent(packetId, said);
    }

    /** A connection ends; what it leaves unanswered follows. */
    public void connectionEnds() {
        unanswered.connectionEnds();
    }

    /** The connection that ends leaves this QoS 1 message unanswered. */
    public void leftUnanswered(int packetId, Unanswered message, AckContract contract) {
        unanswered.left(packetId, message, contract);
    }
}
