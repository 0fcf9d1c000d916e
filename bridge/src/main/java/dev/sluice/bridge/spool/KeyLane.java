package dev.sluice.bridge.spool;

import java.util.ArrayDeque;

/**
 * The records of one topic and key that are in memory, in their order: what waits, and behind no gap what Kafka has been given.
 *
 * <p>When the fate of one is unknown, nothing more is offered until Kafka has spoken about all that are on their way. Then everything from
 * the first unknown one on is offered again, also what Kafka has stored meanwhile: a reader sees a piece of the key's records twice, but
 * never an older one for the last time after a newer one.
 */
final class KeyLane {

    private final ArrayDeque<Spooled> waiting = new ArrayDeque<>(2);
    private final ArrayDeque<Spooled> inFlight = new ArrayDeque<>(2);
    private int unanswered;
    private boolean broken;

    void add(Spooled record) {
        waiting.addLast(record);
    }

    /** Whether this record is the one to be offered next. */
    boolean mayGo(Spooled record) {
        while (!waiting.isEmpty() && waiting.peekFirst().draining == Spooled.Draining.GONE) {
            waiting.pollFirst();
        }
        return !broken && waiting.peekFirst() == record;
    }

    void goes(Spooled record) {
        waiting.pollFirst();
        record.draining = Spooled.Draining.IN_FLIGHT;
        inFlight.addLast(record);
        unanswered++;
    }

    void answered(Spooled record, boolean stored) {
        record.draining = stored ? Spooled.Draining.STORED : Spooled.Draining.UNKNOWN;
        unanswered--;
        broken |= !stored;
    }

    /** The oldest record on its way if it is stored, and so are all before it; null if there is none. */
    Spooled pollStored() {
        var oldest = inFlight.peekFirst();
        return oldest != null && oldest.draining == Spooled.Draining.STORED ? inFlight.pollFirst() : null;
    }

    /** The newest record that has to be offered again, one call after the other; null while Kafka has not spoken about all of them. */
    Spooled pollAgain() {
        if (!broken || unanswered > 0) {
            return null;
        }
        var newest = inFlight.pollLast();
        if (newest == null) {
            broken = false;
            return null;
        }
        newest.draining = Spooled.Draining.WAITING;
        waiting.addFirst(newest);
        return newest;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && inFlight.isEmpty();
    }

    /** Whether a record that waits is newer than this sequence number. */
    boolean hasWaitingAfter(long sequence) {
        for (var newest = waiting.descendingIterator(); newest.hasNext(); ) {
            var record = newest.next();
            if (record.draining == Spooled.Draining.WAITING) {
                return record.sequence > sequence;
            }
        }
        return false;
    }
}
