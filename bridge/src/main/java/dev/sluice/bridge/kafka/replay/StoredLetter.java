package dev.sluice.bridge.kafka.replay;

import dev.sluice.bridge.deadletter.DeadLetter;
import java.util.Optional;

/**
 * One record of the dead-letter topic.
 *
 * @param letter empty for a record that is not in the format of dead letters
 * @param bytes of the record's value
 */
public record StoredLetter(int partition, long offset, Optional<DeadLetter> letter, int bytes) {

    /** {@code 3:1207}: its place, as {@code show} takes it. */
    public String place() {
        return partition + ":" + offset;
    }
}
