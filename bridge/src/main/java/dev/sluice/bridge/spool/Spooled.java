package dev.sluice.bridge.spool;

import dev.sluice.bridge.pipeline.RecordSink;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.rule.SpoolWhenFull;

/** One record on its way through the journal, as long as it is in memory. */
final class Spooled {

    /** What memory a record costs beside its own bytes. */
    private static final int OBJECT_BYTES = 400;

    enum Writing {
        PENDING,
        ON_DISK,
        FAILED
    }

    enum Draining {
        WAITING,
        IN_FLIGHT,
        STORED,
        UNKNOWN,
        /** Kafka has it, or it was given up. */
        GONE
    }

    final String rule;
    final String client;
    final SpoolWhenFull whenFull;
    final long device;
    final long key;
    final int size;
    final long acceptedMillis;

    // by the writer, before anybody else sees it
    long sequence;
    Segment segment;

    /** Told when the record is on disk; null if that is not enough. */
    final RecordSink.Fate journaled;

    volatile Writing writing = Writing.PENDING;

    // the drain's thread only
    OutgoingRecord record;
    /** Told when Kafka has it; null if nobody waits for that. */
    RecordSink.Fate inKafka;

    Draining draining = Draining.WAITING;
    boolean isDeadLetter;

    Spooled(
            OutgoingRecord record,
            String rule,
            String client,
            SpoolWhenFull whenFull,
            long acceptedMillis,
            RecordSink.Fate journaled,
            RecordSink.Fate inKafka) {
        this.record = record;
        this.rule = rule;
        this.client = client;
        this.whenFull = whenFull;
        this.device = RecordHash.ofDevice(client);
        this.key = RecordHash.ofKey(record);
        this.size = RecordFormat.sizeOf(record, rule, client);
        this.acceptedMillis = acceptedMillis;
        this.journaled = journaled;
        this.inKafka = inKafka;
    }

    int memory() {
        return size + OBJECT_BYTES;
    }
}
