package dev.sluice.broker.gate;

import dev.sluice.broker.publish.AckContract;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/** The slots of one connection that answer in order: one lane per QoS and contract. Event loop only. */
final class AckLane {

    private static final int PUBACK = 0x40;
    private static final int PUBREC = 0x50;
    private static final int CONTRACTS = AckContract.values().length;

    /** How many lanes a connection can have. */
    static final int MOST = 2 * CONTRACTS;

    private final int answerType;
    private final ArrayDeque<Slot> awaiting = new ArrayDeque<>(4);

    private AckLane(int qos) {
        this.answerType = qos == 1 ? PUBACK : PUBREC;
    }

    /** The lane of this QoS and contract, made on first use: an idle connection has none. */
    static AckLane of(AckLane[] lanes, int qos, AckContract contract) {
        int index = (qos - 1) * CONTRACTS + contract.ordinal();
        var lane = lanes[index];
        if (lane == null) {
            lane = new AckLane(qos);
            lanes[index] = lane;
        }
        return lane;
    }

    int answerType() {
        return answerType;
    }

    boolean isQosOne() {
        return answerType == PUBACK;
    }

    void add(Slot slot) {
        awaiting.addLast(slot);
    }

    /** The oldest slot if it is settled, else null. */
    Slot oldestSettled() {
        var oldest = awaiting.peekFirst();
        return oldest != null && oldest.settlement() != null ? oldest : null;
    }

    void takeOldest() {
        awaiting.removeFirst();
    }

    /** Takes a slot out of turn; false if it is not here. Linear. */
    boolean remove(Slot slot) {
        return awaiting.removeFirstOccurrence(slot);
    }

    Slot oldest() {
        return awaiting.peekFirst();
    }

    /** The slot that this packet id still waits in, or null. Linear: asked only for packets with the DUP flag. */
    Slot waiting(int packetId) {
        for (var slot : awaiting) {
            if (slot.packetId == packetId) {
                return slot;
            }
        }
        return null;
    }

    void forEach(Consumer<Slot> action) {
        awaiting.forEach(action);
    }
}
