package dev.sluice.broker.session;

import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.Fingerprint;
import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.Settlement;

/**
 * One QoS 2 message from its first PUBLISH to its PUBCOMP; settled with the fate of the PUBLISH. Guarded by its session's lock.
 */
public final class QosTwoMessage implements HeldAck {

    enum Stage {
        /** On its way; PUBREC waits. */
        WAITING,
        STORED,
        /** PUBREL came; PUBCOMP waits. */
        RELEASING,
        RELEASED
    }

    final int packetId;
    private final DeviceSession session;
    private final String eventId;
    /** Null if an earlier process stored it. */
    private final Fingerprint said;

    Stage stage = Stage.WAITING;
    /** Settles what is owed to the device at this stage, on the connection that asked last. */
    HeldAck answer;

    AckContract contract = AckContract.STORED;

    QosTwoMessage(DeviceSession session, int packetId, String eventId, Fingerprint said, HeldAck answer) {
        this.session = session;
        this.packetId = packetId;
        this.eventId = eventId;
        this.said = said;
        this.answer = answer;
    }

    static QosTwoMessage storedBefore(DeviceSession session, int packetId) {
        var message = new QosTwoMessage(session, packetId, null, null, HeldAck.NONE);
        message.stage = Stage.STORED;
        return message;
    }

    /** Whether a PUBLISH under its packet id is another message than this one. */
    boolean isAnother(boolean duplicate, Fingerprint says) {
        boolean mayBeNew = !duplicate && (said == null || stage == Stage.RELEASING);
        return mayBeNew || said != null && !said.equals(says);
    }

    /** The id that its record carries; null if an earlier process stored it. */
    public String eventId() {
        return eventId;
    }

    public void under(AckContract agreed) {
        synchronized (session) {
            contract = agreed;
        }
    }

    @Override
    public void settle(Settlement settlement) {
        HeldAck present;
        synchronized (session) {
            if (stage != Stage.WAITING || !session.knows(this)) {
                return;
            }
            if (settlement instanceof Settlement.Stored) {
                stage = Stage.STORED;
            } else {
                session.forget(this);
            }
            present = answer;
        }
        present.settle(settlement);
    }

    /** Nothing is left to recognise it by, or the attempt failed and the device must ask again. */
    void settleRelease(Settlement settlement) {
        HeldAck present;
        synchronized (session) {
            if (stage != Stage.RELEASING) {
                return;
            }
            if (settlement instanceof Settlement.Stored) {
                stage = Stage.RELEASED;
                session.forget(this);
            } else {
                stage = Stage.STORED;
            }
            present = answer;
        }
        present.settle(settlement);
    }
}
