package dev.sluice.bridge.pipeline;

import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.rule.MappingRule;

/** The local journal, for rules with {@code ack: spool}: what is in it reaches Kafka later, in order per key. Never blocks. */
public interface Spool {

    /** Whose record it is. */
    record Origin(MappingRule rule, String clientId) {}

    /** When the fate of a record is told. */
    enum Until {
        /** It is on the disk of this machine. */
        JOURNALED,
        /** It is in Kafka, too: another rule of its message asks for more than a journal. */
        IN_KAFKA
    }

    /**
     * Takes a record as {@link RecordSink#offer} does.
     *
     * @param fate stored: as far as {@code until} says, or given up as the rule's {@link MappingRule#whenFull()} allows
     */
    RecordSink.Answer offer(OutgoingRecord record, Origin origin, Until until, RecordSink.Fate fate);

    /** Whether the journal has records of this topic and key that Kafka does not have: what comes now must go behind them. */
    boolean holds(OutgoingRecord record);

    /** Runs {@code action}, on any thread, whenever a record that was answered NOT_NOW might be taken. */
    void onRoom(Runnable action);
}
