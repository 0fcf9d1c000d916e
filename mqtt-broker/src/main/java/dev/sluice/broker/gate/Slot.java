package dev.sluice.broker.gate;

import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.Settlement;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The place of one packet in its lane: keeps the settlement until it is the oldest's turn. */
abstract sealed class Slot implements HeldAck permits OnceSlot, ExactlyOnceSlot, ReleaseSlot {

    private static final VarHandle SETTLEMENT;

    static {
        try {
            SETTLEMENT = MethodHandles.lookup().findVarHandle(Slot.class, "settlement", Settlement.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final int packetId;
    private long arrivedNanos;
    private volatile AckGate gate;
    private volatile Settlement settlement;

    Slot(AckGate gate, int packetId, long arrivedNanos) {
        this.gate = gate;
        this.packetId = packetId;
        this.arrivedNanos = arrivedNanos;
    }

    final long arrivedNanos() {
        return arrivedNanos;
    }

    final Settlement settlement() {
        return settlement;
    }

    /** The reason code of the answer when it is settled as stored. */
    int reasonWhenStored() {
        return 0;
    }

    /** Settles the slot, and whatever else knows of its packet, although nobody has said what became of it. */
    abstract void giveUp(Settlement how);

    @Override
    public final void settle(Settlement how) {
        if (SETTLEMENT.compareAndSet(this, null, how)) {
            gate.settled(); // the present one: see moveTo
        }
    }

    /**
     * Has another connection answer. Event loop of that connection, in the same step as the slot goes into its lane; the connection before is over.
     *
     * <p>Whoever settles meanwhile either sees the new gate or is seen here: both write before they read.
     */
    final void moveTo(AckGate itsGate, long nowNanos) {
        arrivedNanos = nowNanos;
        gate = itsGate;
        if (settlement != null) {
            itsGate.settled();
        }
    }
}
