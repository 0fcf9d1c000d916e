package dev.sluice.simulator.measure;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums of a run; words as in {@link Second}.
 *
 * @param unanswerable messages of those sent that nobody acknowledges, being at QoS 0
 * @param devices the most that were connected at once
 * @param stored messages that were seen in Kafka; 0 where nobody looked
 * @param cpuSeconds CPU time of the generator
 * @param cores that it could use
 * @param peakHeapBytes the most heap that was in use at a second's end
 */
public record Totals(
        long offered,
        long sent,
        long unanswerable,
        long acknowledged,
        long refused,
        long repeated,
        long gaveUp,
        long devices,
        long connects,
        long reconnects,
        long connectFailures,
        long disconnects,
        long stored,
        Map<String, Long> errors,
        Map<String, Long> faults,
        double cpuSeconds,
        int cores,
        long peakHeapBytes) {

    public Totals {
        errors = Collections.unmodifiableMap(new TreeMap<>(errors));
        faults = Collections.unmodifiableMap(new TreeMap<>(faults));
    }

    /** Messages that left, and that somebody should acknowledge. */
    public long answerable() {
        return sent - unanswerable;
    }

    /** Failed attempts to connect, lost connections, refused and forgotten messages. */
    public long failures() {
        return connectFailures + disconnects + refused + gaveUp;
    }
}
