package dev.sluice.simulator.field;

import dev.sluice.simulator.telemetry.Complaint;
import dev.sluice.simulator.telemetry.DeviceName;
import java.util.List;

/** The name of the device. */
public record DeviceField() implements FieldSpec {

    @Override
    public List<Complaint> complaints() {
        return List.of();
    }

    @Override
    public Value value(long key) {
        return new Value.OfDevice(DeviceName::device);
    }
}
