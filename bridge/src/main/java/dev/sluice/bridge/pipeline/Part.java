package dev.sluice.bridge.pipeline;

import dev.sluice.bridge.observe.MappingMeter;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.rule.MappingRule;
import java.util.ArrayList;
import java.util.List;

/** What one rule made of a message. Guarded by its device's lane until the sink has every record; what is then left may be read by any thread. */
final class Part {

    private final MappingMeter meter;
    private final MappingRule rule;
    private List<OutgoingRecord> records;
    /** Why its record is a dead letter; null if it is not. */
    private RejectReason deadLettered;

    Part(MappingMeter meter, MappingRule rule, List<OutgoingRecord> records, RejectReason deadLettered) {
        this.meter = meter;
        this.rule = rule;
        this.records = records;
        this.deadLettered = deadLettered;
    }

    MappingMeter meter() {
        return meter;
    }

    MappingRule rule() {
        return rule;
    }

    List<OutgoingRecord> records() {
        return records;
    }

    /** One of the records is a dead letter instead. */
    void replace(int index, OutgoingRecord letter, RejectReason reason) {
        var rest = new ArrayList<>(records);
        rest.set(index, letter);
        records = List.copyOf(rest);
        deadLettered = reason;
    }

    /** The sink has them all: their bytes are its business now, and must not be kept until Kafka answers. */
    void letGo() {
        records = List.of();
    }

    /** All records of this part are stored. */
    void stored(long nanosFromReceive) {
        if (deadLettered == null) {
            meter.stored(nanosFromReceive);
        } else {
            meter.deadLettered(deadLettered);
        }
    }
}
