package dev.sluice.broker.gate;

import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.Settlement;

/** A QoS 2 PUBLISH that waits for its PUBREC. */
final class ExactlyOnceSlot extends Slot {

    /** The session's entry, which settles this slot; the slot itself for a message that is stored already. */
    private HeldAck message = this;

    ExactlyOnceSlot(AckGate gate, int packetId, long arrivedNanos) {
        super(gate, packetId, arrivedNanos);
    }

    void belongsTo(HeldAck entry) {
        message = entry;
    }

    @Override
    void giveUp(Settlement how) {
        message.settle(how);
    }
}
