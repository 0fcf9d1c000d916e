package dev.sluice.simulator.measure;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums of a run; words as in {@link Second}.
 *
 * @param unanswerable messages of those sent that nobody acknowledges, being at QoS 0
 * @param devices the most that were connected at once
 * @param disconnects connections that ended, whoever ended them
 * @param cutOff those of them that ended because a fault was made on purpose
 * @param dueWarming messages offered that were due in the warm-up
 * @param takenWarming those of them that were acknowledged, or sent where nobody acknowledges
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
        long cutOff,
        long dueWarming,
        long takenWarming,
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

    /** Connections that nobody meant to end. */
    public long lostConnections() {
        return disconnects - cutOff;
    }

    /** Failed attempts to connect, lost connections, refused and forgotten messages; nothing that was done on purpose. */
    public long failures() {
        return connectFailures + lostConnections() + refused + gaveUp;
    }

    /**
     * Messages acknowledged, or sent where nobody acknowledges, for each that was due; of those due after the warm-up.
     *
     * @return 0 to 1
     */
    public double achieved() {
        long due = offered - dueWarming;
        return due <= 0 ? 0 : Math.min(1, (double) (acknowledged + unanswerable - takenWarming) / due);
    }
}
