package dev.sluice.simulator.audit;

import java.util.List;

/**
 * What an audit found.
 *
 * @param stored different messages of the ledger that Kafka holds, acknowledged or not
 * @param lost acknowledged messages that Kafka does not hold
 * @param duplicated further copies
 * @param sameEventId further copies that share the first one's event id: Sluice knew them as repeats
 * @param marked further copies that their device had marked as possible repeats
 * @param reordered messages that stand behind a later one of their device and partition
 * @param spread devices with messages in more than one partition, where no order exists between partitions
 * @param unexpected readings that no device of the ledger sent
 * @param undecodable records that are no readings
 * @param offenders devices with losses, duplicates or messages out of order
 * @param strangers the first few unexpected readings, in words
 * @param undecodables the first few undecodable records, in words
 */
public record AuditReport(
        int qos,
        long sent,
        long acknowledged,
        long stored,
        long lost,
        long duplicated,
        long sameEventId,
        long marked,
        long reordered,
        long spread,
        long unexpected,
        long undecodable,
        List<DeviceFindings> offenders,
        List<String> strangers,
        List<String> undecodables) {

    /**
     * Whether the promise was kept: something was acknowledged, all of it is stored, all records could be read.
     *
     * @param strict whether copies, disorder and strangers count as well
     */
    public boolean passes(boolean strict) {
        boolean kept = acknowledged > 0 && lost == 0 && undecodable == 0;
        return kept && (!strict || duplicated + reordered + unexpected == 0);
    }

    /** The one line that every audit ends with. */
    public String line() {
        return "audit: sent=" + sent + " acknowledged=" + acknowledged + " stored=" + stored + " lost=" + lost
                + " duplicated=" + duplicated + " reordered=" + reordered;
    }
}
