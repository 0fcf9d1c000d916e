package dev.sluice.simulator.field;

import dev.sluice.simulator.telemetry.Complaint;
import java.util.ArrayList;
import java.util.List;

/**
 * True or false.
 *
 * @param share of messages in which it is true, 0 to 1; 0.5 unless said
 * @param dwell messages that it stays for before it is drawn anew; 1 unless said
 */
public record BoolField(Double share, Integer dwell) implements FieldSpec {

    public BoolField {
        share = share == null ? 0.5 : share;
        dwell = dwell == null ? 1 : dwell;
    }

    @Override
    public List<Complaint> complaints() {
        List<Complaint> complaints = new ArrayList<>();
        if (!(share >= 0 && share <= 1)) {
            complaints.add(new Complaint("share", "must be 0 to 1 (0.1: true in every tenth message), not " + share));
        }
        Dwell.check(dwell, complaints);
        return complaints;
    }

    @Override
    public Value value(long key) {
        Dwell dwelling = new Dwell(key, dwell);
        double limit = share;
        return new Value.Flag((device, seq, time) -> dwelling.share(device, seq) < limit ? 1 : 0);
    }
}
