package dev.sluice.simulator.field;

import dev.sluice.simulator.telemetry.Complaint;
import dev.sluice.simulator.telemetry.Dice;
import java.util.List;

/** A throw that stays for some messages; devices change at different messages. */
record Dwell(long key, int messages) {

    static void check(int messages, List<Complaint> complaints) {
        if (messages < 1) {
            complaints.add(new Complaint("dwell", "must be 1 or more messages, not " + messages));
        }
    }

    /** From 0, inclusive, to 1, exclusive. */
    double share(int device, int seq) {
        long own = Dice.roll(key, device);
        return Dice.share(own, messages == 1 ? seq : (seq + Math.floorMod(own, (long) messages)) / messages);
    }
}
