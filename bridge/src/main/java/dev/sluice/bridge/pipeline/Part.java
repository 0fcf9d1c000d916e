package dev.sluice.bridge.pipeline;

import dev.sluice.bridge.observe.MappingMeter;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.message.RejectReason;
import java.util.List;

/**
 * What one rule made of a message.
 *
 * @param deadLettered why its record is a dead letter; null if it is not
 */
record Part(MappingMeter meter, String rule, List<OutgoingRecord> records, RejectReason deadLettered) {

    /** All records of this part are stored. */
    void stored(long nanosFromReceive) {
        if (deadLettered == null) {
            meter.stored(nanosFromReceive);
        } else {
            meter.deadLettered(deadLettered);
        }
    }
}
