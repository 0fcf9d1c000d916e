package dev.sluice.bridge.pipeline;

import java.util.Optional;

/**
 * The ways out of the pipeline.
 *
 * @param spool for rules with {@code ack: spool}; empty where there is no journal
 * @param transactions for rules with {@code exactly-once}; empty where no rule asks for them
 */
public record Outlets(RecordSink kafka, Optional<Spool> spool, Optional<Transactions> transactions) {

    /** Kafka alone. */
    public static Outlets of(RecordSink kafka) {
        return new Outlets(kafka, Optional.empty(), Optional.empty());
    }

    void onRoom(Runnable action) {
        kafka.onRoom(action);
        spool.ifPresent(journal -> journal.onRoom(action));
        transactions.ifPresent(present -> present.onRoom(action));
    }
}
