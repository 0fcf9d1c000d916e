package dev.sluice.simulator.field;

import dev.sluice.simulator.telemetry.Complaint;
import java.util.List;

/** The number of the message: 0, 1, 2, … of each device. What an audit counts. */
public record SeqField() implements FieldSpec {

    @Override
    public List<Complaint> complaints() {
        return List.of();
    }

    @Override
    public Value value(long key) {
        return new Value.Numeric((device, seq, time) -> seq, 0, false);
    }
}
