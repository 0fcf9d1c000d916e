package dev.sluice.broker.gate;

import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.Settlement;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The place of one PUBLISH in its lane: keeps the settlement until it is the oldest's turn. */
final class Slot implements HeldAck {

    private static final VarHandle SETTLEMENT;

    static {
        try {
            SETTLEMENT = MethodHandles.lookup().findVarHandle(Slot.class, "settlement", Settlement.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final int packetId;
    final String eventId;
    final long arrivedNanos;
    private final AckGate gate;
    /** Who else must know when the gate itself settles this slot: the session's entry for QoS 2, else this slot. */
    private HeldAck origin = this;

    private volatile Settlement settlement;

    Slot(AckGate gate, int packetId, String eventId, long arrivedNanos) {
        this.gate = gate;
        this.packetId = packetId;
        this.eventId = eventId;
        this.arrivedNanos = arrivedNanos;
    }

    void belongsTo(HeldAck entry) {
        origin = entry;
    }

    HeldAck origin() {
        return origin;
    }

    Settlement settlement() {
        return settlement;
    }

    @Override
    public void settle(Settlement how) {
        if (SETTLEMENT.compareAndSet(this, null, how)) {
            gate.settled();
        }
    }
}
