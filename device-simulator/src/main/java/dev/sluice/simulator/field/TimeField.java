package dev.sluice.simulator.field;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.simulator.telemetry.Complaint;
import java.util.List;

/**
 * When the message was first sent, by the device's clock.
 *
 * @param unit {@code epoch-ms} (unless said), {@code epoch-s} or {@code iso-8601}
 */
public record TimeField(@JsonProperty("as") Unit unit) implements FieldSpec {

    /** How a moment is written. */
    public enum Unit {
        @JsonProperty("epoch-ms")
        EPOCH_MILLIS,
        @JsonProperty("epoch-s")
        EPOCH_SECONDS,
        @JsonProperty("iso-8601")
        ISO_8601
    }

    public TimeField {
        unit = unit == null ? Unit.EPOCH_MILLIS : unit;
    }

    @Override
    public List<Complaint> complaints() {
        return List.of();
    }

    @Override
    public Value value(long key) {
        return switch (unit) {
            case EPOCH_MILLIS -> new Value.Numeric((device, seq, time) -> time, 0, true);
            case EPOCH_SECONDS -> new Value.Numeric((device, seq, time) -> Math.floorDiv(time, 1000L), 0, false);
            case ISO_8601 -> new Value.IsoTime();
        };
    }
}
