package dev.sluice.simulator.audit;

import dev.sluice.simulator.ledger.SeqRanges;

/**
 * What the audit found about one device.
 *
 * @param stored different messages that Kafka holds
 * @param lostSeqs acknowledged, and not in Kafka
 * @param duplicated further copies, of all messages together
 * @param duplicateSeqs messages with further copies (the first 1,000)
 * @param sameEventId further copies that have the first copy's event id
 * @param marked further copies that the device had marked as possible repeats
 * @param reordered messages whose first copy stands behind a later message of the same partition
 * @param latecomerSeqs those messages (the first 1,000)
 * @param partitions partitions that hold messages of the device
 */
public record DeviceFindings(
        String device,
        long stored,
        SeqRanges lostSeqs,
        long duplicated,
        SeqRanges duplicateSeqs,
        long sameEventId,
        long marked,
        long reordered,
        SeqRanges latecomerSeqs,
        int partitions) {

    long lost() {
        return lostSeqs.count();
    }

    boolean isOffence() {
        return lost() + duplicated + reordered > 0;
    }
}
