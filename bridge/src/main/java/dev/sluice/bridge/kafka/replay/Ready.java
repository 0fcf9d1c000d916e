package dev.sluice.bridge.kafka.replay;

import dev.sluice.mapping.engine.OutgoingRecord;
import java.util.List;

/**
 * A letter to be stored: its records, and the marker that it was replayed.
 *
 * @param identity of the letter, in UTF-8
 * @param offset of the letter that the marker is for; negative if the marker is to be forgotten
 * @param records none if only the marker is to be written
 */
record Ready(byte[] identity, long offset, List<OutgoingRecord> records) {

    private static final int MARKER_BYTES = 200;

    boolean isForgotten() {
        return offset < 0;
    }

    long bytes() {
        long sum = MARKER_BYTES;
        for (var record : records) {
            sum += record.key().length + record.valueLength();
        }
        return sum;
    }
}
