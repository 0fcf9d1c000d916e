package dev.sluice.broker.gate;

import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.Settlement;
import dev.sluice.broker.session.DeviceSession;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Everything that one connection is owed: a lane for PUBACK and one for PUBREC under each {@link AckContract}, and one for PUBCOMP. Event loop only.
 */
final class AckLanes {

    private static final int CONTRACTS = AckContract.values().length;
    private static final int RELEASES = 2 * CONTRACTS;

    private final boolean hearsReasons;
    private final AckLane[] lanes = new AckLane[RELEASES + 1];
    private int unanswered;
    private CloseReason ending;

    /** @param hearsReasons whether the device knows reason codes (MQTT 5) */
    AckLanes(boolean hearsReasons) {
        this.hearsReasons = hearsReasons;
    }

    void awaitPuback(OnceSlot slot, AckContract contract) {
        unanswered++;
        lane(contract.ordinal(), AckLane.PUBACK, contract).add(slot);
    }

    void awaitPubrec(ExactlyOnceSlot slot, AckContract contract) {
        unanswered++;
        lane(CONTRACTS + contract.ordinal(), AckLane.PUBREC, contract).add(slot);
    }

    void awaitPubcomp(ReleaseSlot slot) {
        lane(RELEASES, AckLane.PUBCOMP, null).add(slot);
    }

    /** Made on first use: an idle connection has none. */
    private AckLane lane(int index, int answerType, AckContract contract) {
        var lane = lanes[index];
        if (lane == null) {
            lane = new AckLane(answerType, contract);
            lanes[index] = lane;
        }
        return lane;
    }

    /** A slot that nobody will settle any more, as another has taken its place; true if it was here. */
    boolean withdraw(Slot slot) {
        for (var lane : lanes) {
            if (lane != null && lane.remove(slot)) {
                if (lane.answerType() == AckLane.PUBREC) {
                    unanswered--;
                }
                return true;
            }
        }
        return false;
    }

    /** The QoS 1 message of this packet id that waits here, or null. Linear. */
    OnceSlot waitingOnce(int packetId) {
        for (int i = 0; i < CONTRACTS; i++) {
            if (lanes[i] != null && lanes[i].waiting(packetId) instanceof OnceSlot slot) {
                return slot;
            }
        }
        return null;
    }

    /** Messages that the device must count as unanswered (MQTT 5.0 §4.9). */
    int unanswered() {
        return unanswered;
    }

    /** Takes every answer whose turn has come, as bytes; null if there is none. {@link #ending} may be due afterwards. */
    ByteBuf takeDue(ByteBufAllocator allocator) {
        ByteBuf out = null;
        for (var lane : lanes) {
            var slot = lane == null ? null : lane.oldestSettled();
            for (; slot != null && endAfter(lane, slot.settlement()) == null; slot = lane.oldestSettled()) {
                lane.takeOldest();
                out = out == null ? allocator.buffer(256) : out;
                answer(lane, slot, out);
            }
            // A slot that ends the connection stays in its lane: it is unanswered, and the session must know.
            ending = slot == null ? ending : endAfter(lane, slot.settlement());
        }
        return out;
    }

    /** Why the connection must end, or null. */
    CloseReason ending() {
        return ending;
    }

    /** Why the connection must end after this settlement, or null if the device can be answered. */
    private CloseReason endAfter(AckLane lane, Settlement settlement) {
        return settlement == Settlement.STORED
                ? null
                : settlement.fold(
                        stored -> null,
                        refused -> hearsReasons && lane.answerType() != AckLane.PUBCOMP ? null : CloseReason.NOT_STORED,
                        Settlement.Unsettled::reason);
    }

    private void answer(AckLane lane, Slot slot, ByteBuf out) {
        int reason = slot.settlement() instanceof Settlement.Refused refused
                ? refused.reason().code()
                : slot.reasonWhenStored();
        if (lane.answerType() == AckLane.PUBCOMP) {
            // none, if it was published on an earlier connection
            unanswered = reason == 0 ? Math.max(0, unanswered - 1) : unanswered;
        } else if (lane.answerType() == AckLane.PUBACK || reason != 0) {
            unanswered--; // QoS 2 is answered in full by PUBCOMP
        }
        encode(out, lane.answerType(), slot.packetId, reason);
    }

    /** PUBACK, PUBREC or PUBCOMP (MQTT 5.0 §3.4 to §3.7); MQTT 3.1.1 has no reason code. */
    private void encode(ByteBuf out, int type, int packetId, int reason) {
        if (reason == 0 || !hearsReasons) {
            out.writeInt(type << 24 | 2 << 16 | packetId);
        } else {
            out.writeInt(type << 24 | 3 << 16 | packetId).writeByte(reason);
        }
    }

    /** Answers that have not left. */
    int owed() {
        int owed = 0;
        for (var lane : lanes) {
            owed += lane == null ? 0 : lane.size();
        }
        return owed;
    }

    /** For how long the oldest answer has been withheld, in nanoseconds; 0 if there is none. */
    long oldestNanos(long now) {
        long oldest = 0;
        for (var lane : lanes) {
            if (lane != null && lane.oldest() != null) {
                oldest = Math.max(oldest, now - lane.oldest().arrivedNanos());
            }
        }
        return oldest;
    }

    /** Whether a PUBCOMP is older than that: it cannot be refused. */
    boolean owesPubcompFor(long now, long nanos) {
        var lane = lanes[RELEASES];
        return lane != null && lane.oldest() != null && now - lane.oldest().arrivedNanos() > nanos;
    }

    /** Gives up what is older than that; returns how many of them nobody had settled. */
    int giveUp(long now, long nanos, Settlement how) {
        int[] waiting = {0};
        for (var lane : lanes) {
            if (lane != null) {
                lane.forEach(slot -> {
                    if (now - slot.arrivedNanos() > nanos) {
                        waiting[0] += slot.settlement() == null ? 1 : 0;
                        slot.giveUp(how);
                    }
                });
            }
        }
        return waiting[0];
    }

    /** The connection is over: the session remembers what QoS 1 messages are unanswered. */
    void leaveTo(DeviceSession session) {
        session.connectionEnds();
        for (int i = 0; i < CONTRACTS; i++) {
            var lane = lanes[i];
            if (lane != null) {
                lane.forEach(slot -> leave((OnceSlot) slot, lane.contract(), session));
            }
        }
    }

    private static void leave(OnceSlot slot, AckContract contract, DeviceSession session) {
        slot.fingerprint(); // lets the payload go
        session.leftUnanswered(slot.packetId, slot, contract);
    }
}
