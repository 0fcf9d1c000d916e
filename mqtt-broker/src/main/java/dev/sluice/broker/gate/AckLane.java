package dev.sluice.broker.gate;

import dev.sluice.broker.publish.AckContract;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/** The slots of one connection that are answered in order, with one type of packet. Event loop only. */
final class AckLane {

    static final int PUBACK = 0x40;
    static final int PUBREC = 0x50;
    static final int PUBCOMP = 0x70;

    private final int answerType;
    private final AckContract contract;
    private final ArrayDeque<Slot> awaiting = new ArrayDeque<>(4);

    /** @param contract null where there is but one */
    AckLane(int answerType, AckContract contract) {
        this.answerType = answerType;
        this.contract = contract;
    }

    int answerType() {
        return answerType;
    }

    AckContract contract() {
        return contract;
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

    int size() {
        return awaiting.size();
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
