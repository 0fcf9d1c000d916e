package dev.sluice.broker.gate;

import dev.sluice.broker.publish.Settlement;

/** A PUBREL that waits for its PUBCOMP. */
final class ReleaseSlot extends Slot {

    private static final int PACKET_ID_NOT_FOUND = 0x92;

    private boolean known = true;

    ReleaseSlot(AckGate gate, int packetId, long arrivedNanos) {
        super(gate, packetId, arrivedNanos);
    }

    /** The session knows no such packet id: the answer says so (MQTT 5.0 §3.7.2.1). */
    void isUnknown() {
        known = false;
    }

    @Override
    int reasonWhenStored() {
        return known ? 0 : PACKET_ID_NOT_FOUND;
    }

    @Override
    void giveUp(Settlement how) {
        settle(how);
    }
}
