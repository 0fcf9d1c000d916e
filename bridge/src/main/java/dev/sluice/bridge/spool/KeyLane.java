package dev.sluice.bridge.spool;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * The records of one topic and key that are in memory, in their order: what waits, and behind no gap what Kafka has been given.
 *
 * <p>When the fate of one is unknown, nothing more is offered until Kafka has spoken about all that are on their way. Then everything from
 * the first unknown one on is offered again, also what Kafka has stored meanwhile: a reader sees a piece of the key's records twice, but
 * never an older one for the last time after a newer one. Before each such round there is a pause, twice as long as the one before, until one
 * of its records has left. Times are {@link System#nanoTime}.
 */
final class KeyLane {

    static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ArrayDeque<Spooled> waiting = new ArrayDeque<>(2);
    private final ArrayDeque<Spooled> inFlight = new ArrayDeque<>(2);
    private int unanswered;
    private boolean broken;
    /** 0 while nothing goes wrong. */
    private long pauseNanos;

    private long pausedNanos;

    void add(Spooled record) {
        waiting.addLast(record);
    }

    /** Whether this record is the one to be offered next. */
    boolean mayGo(Spooled record, long now) {
        dropGone();
        return !broken && waiting.peekFirst() == record && (pauseNanos == 0 || now - pausedNanos >= pauseNanos);
    }

    private void dropGone() {
        while (!waiting.isEmpty() && waiting.peekFirst().draining == Spooled.Draining.GONE) {
            waiting.pollFirst();
        }
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
        if (oldest == null || oldest.draining != Spooled.Draining.STORED) {
            return null;
        }
        pauseNanos = 0;
        return inFlight.pollFirst();
    }

    /** The newest record that has to be offered again, one call after the other; null while Kafka has not spoken about all of them. */
    Spooled pollAgain(long now) {
        if (!broken || unanswered > 0) {
            return null;
        }
        var newest = inFlight.pollLast();
        if (newest == null) {
            broken = false;
            pausedNanos = now;
            pauseNanos = Math.min(LONGEST_PAUSE_NANOS, Math.max(FIRST_PAUSE_NANOS, 2 * pauseNanos));
            return null;
        }
        newest.draining = Spooled.Draining.WAITING;
        waiting.addFirst(newest);
        return newest;
    }

    /** Whether nothing is left of it, also after what was given up has gone. */
    boolean isEmpty() {
        dropGone();
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
