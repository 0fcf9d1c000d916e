package dev.sluice.broker.session;

import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.Fingerprint;
import dev.sluice.broker.publish.Settlement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The QoS 1 messages that the connections of one session left without an answer, by packet id.
 *
 * <p>Why a resend may be taken for one of them: we never sent its PUBACK, so its packet id is still in use, and a device may use an id in use for
 * nothing but the same message (MQTT 5.0 §2.2.1, §4.4). That would do for devices that keep to the protocol. For those that do not, the content
 * must be the same as well, and a device that shows by its packets that it has lost its memory of this session is believed nothing:
 *
 * <pre>
 *   PUBLISH with DUP, known id    same content       the same event: {@link Resend.Recognised} or {@link Resend.Again}
 *                                 other content      forget everything
 *   PUBLISH without DUP           id known           forget everything: the device counts its ids afresh
 *                                 id not known       what this connection does not resend is forgotten at its end
 * </pre>
 *
 * A message that was answered is never among them, although its PUBACK may have been lost on the way: then nobody can tell its resend from the
 * next message under this id with an equal reading.
 */
final class UnansweredMessages {

    private record Left(Unanswered message, AckContract contract) {}

    private final int most;
    private final Map<Integer, Left> byPacketId = new LinkedHashMap<>();
    private boolean saidSomethingNew;
    /** Seldom true, and asked for each message. */
    private volatile boolean any;

    /** @param most how many are kept; the oldest give way */
    UnansweredMessages(int most) {
        this.most = most;
    }

    /** Any thread, cheap. */
    boolean any() {
        return any;
    }

    synchronized void connectionEnds() {
        if (saidSomethingNew) {
            byPacketId.clear();
        }
        saidSomethingNew = false;
        any = !byPacketId.isEmpty();
    }

    synchronized void left(int packetId, Unanswered message, AckContract contract) {
        byPacketId.remove(packetId); // it is the youngest now
        byPacketId.put(packetId, new Left(message, contract));
        if (byPacketId.size() > most) {
            byPacketId.remove(byPacketId.keySet().iterator().next());
        }
        any = true;
    }

    /** A PUBLISH of QoS 1 or 2 without the DUP flag came. */
    synchronized void somethingNew(int packetId) {
        if (byPacketId.containsKey(packetId)) {
            forgetAll();
        }
        saidSomethingNew = any;
    }

    /** A PUBLISH of QoS 1 with the DUP flag came: its packet id no longer means an earlier message here. */
    synchronized Resend resent(int packetId, Fingerprint said) {
        var known = byPacketId.remove(packetId);
        any = !byPacketId.isEmpty();
        if (known == null) {
            return new Resend.Unknown();
        }
        if (!known.message.fingerprint().equals(said)) {
            forgetAll();
            return new Resend.Unknown();
        }
        var fate = known.message.fate();
        return fate == null || fate instanceof Settlement.Stored
                ? new Resend.Recognised(known.message, known.contract)
                : new Resend.Again(known.message.eventId());
    }

    private void forgetAll() {
        byPacketId.clear();
        any = false;
    }
}
