package dev.sluice.simulator.ledger;

import java.util.List;

/**
 * A run's books at one moment.
 *
 * @param qos quality of service of all messages; at 0 nothing is ever acknowledged
 * @param startedAtMillis when the run began, milliseconds since the epoch
 * @param writtenAtMillis the moment, milliseconds since the epoch
 */
public record Ledger(State state, int qos, long startedAtMillis, long writtenAtMillis, List<LedgerEntry> entries) {

    /** How far the publisher had come. RUNNING in a file whose publisher is gone means that it died. */
    public enum State {
        RUNNING,
        FINISHED,
        INTERRUPTED
    }

    public Ledger {
        entries = List.copyOf(entries);
    }

    public long sent() {
        return entries.stream().mapToLong(entry -> entry.sent().count()).sum();
    }

    public long acknowledged() {
        return entries.stream().mapToLong(entry -> entry.acknowledged().count()).sum();
    }
}
