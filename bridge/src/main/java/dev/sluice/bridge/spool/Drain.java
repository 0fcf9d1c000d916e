package dev.sluice.bridge.spool;

import dev.sluice.bridge.pipeline.RecordSink;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records from the journal to Kafka, on a thread of its own, and keeps book of what is where.
 *
 * <pre>
 *  written ──▶ in memory ──▶ Queues ──▶ RecordSink ── stored ──▶ gone ──▶ folder deleted when all of a segment are
 *          └─▶ absent ──▶ LookAhead ──▲          └ unknown ──▶ again, in order
 * </pre>
 */
final class Drain implements Queues.Ends, LookAhead.Loaded {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final long BOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long UNBLOCK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long UNBLOCK_AFTER_ANSWERS_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long AFTER_BUG_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final SegmentSupply supply;
    private final Progress progress;
    private final Room room;
    private final HeldKeys held;
    private final SpoolNumbers numbers;
    private final Oversized oversized;
    private final Queues queues;
    private final LookAhead lookAhead;
    private final Eviction eviction;
    private final Runnable bookkept;
    private final Queue<Spooled> written = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "sluice-spool-drain");
    private volatile boolean idle;
    private volatile boolean offering = true;
    private volatile boolean stopped;

    // this thread only
    private final Map<Long, RecordSink.Fate> waitingForKafka = new HashMap<>();
    private long bookedNanos = System.nanoTime();
    private long unblockedNanos = System.nanoTime();

    private record Answer(Spooled record, boolean stored) {}

    /** @param bookkept runs ten times a second on the drain's thread */
    Drain(
            RecordSink kafka,
            SegmentSupply supply,
            Progress progress,
            JournalShape shape,
            Room room,
            HeldKeys held,
            SpoolNumbers numbers,
            Oversized oversized,
            Eviction.Losses losses,
            Runnable bookkept) {
        this.supply = supply;
        this.progress = progress;
        this.room = room;
        this.held = held;
        this.numbers = numbers;
        this.oversized = oversized;
        this.bookkept = bookkept;
        this.queues = new Queues(kafka, shape.inFlightBytes(), this);
        this.lookAhead = new LookAhead(supply, queues, shape.lookAheadBytes(), this);
        this.eviction = new Eviction(supply, queues, this::gone, losses);
        thread.setDaemon(true);
    }

    /** Where the writer puts what it has appended. */
    Queue<Spooled> written() {
        return written;
    }

    Eviction eviction() {
        return eviction;
    }

    void start() {
        thread.start();
    }

    /** There is something to look at. Any thread. */
    void wake() {
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!stopped) {
            try {
                boolean busy = takeWritten();
                busy |= takeAnswers();
                if (System.nanoTime() - unblockedNanos > UNBLOCK_EVERY_NANOS) {
                    unblock();
                }
                if (offering) {
                    busy |= lookAhead.refill();
                    busy |= queues.offer();
                }
                if (System.nanoTime() - bookedNanos > BOOK_EVERY_NANOS) {
                    bookedNanos = System.nanoTime();
                    book();
                }
                if (!busy) {
                    nap();
                }
            } catch (RuntimeException bug) {
                LOG.error("Draining the spool failed; it goes on in a second.", bug);
                LockSupport.parkNanos(this, AFTER_BUG_NANOS); // what fails again must not fill the log
            }
        }
    }

    private void nap() {
        idle = true;
        var next = written.peek();
        if (!stopped && answers.isEmpty() && (next == null || next.writing == Spooled.Writing.PENDING)) {
            LockSupport.parkNanos(this, NAP_NANOS);
        }
        idle = false;
    }

    private void unblock() {
        unblockedNanos = System.nanoTime();
        queues.unblock();
    }

    private boolean takeWritten() {
        boolean any = false;
        for (var record = written.peek();
                record != null && record.writing != Spooled.Writing.PENDING;
                record = written.peek()) {
            written.poll();
            any = true;
            var segment = record.segment;
            segment.taken++;
            if (record.writing == Spooled.Writing.FAILED) {
                segment.lost(record.sequence);
                room.left(record.device, record.size);
                held.remove(record.key);
                continue;
            }
            segment.comes(record);
            numbers.came(record);
            numbers.appended.increment();
            if (lookAhead.mayStay(record)) {
                queues.add(record);
            } else {
                segment.becomesAbsent(record);
                held.remove(record.key);
                if (record.inKafka != null) {
                    waitingForKafka.put(record.sequence, record.inKafka);
                }
            }
        }
        return any;
    }

    private boolean takeAnswers() {
        boolean any = false;
        for (var answer = answers.poll(); answer != null; answer = answers.poll()) {
            any = true;
            queues.answered(answer.record, answer.stored);
        }
        if (any && System.nanoTime() - unblockedNanos > UNBLOCK_AFTER_ANSWERS_NANOS) {
            unblock();
        }
        return any;
    }

    @Override
    public void inMemory(Segment segment, Spooled record) {
        record.inKafka = waitingForKafka.remove(record.sequence);
        held.add(record.key);
        queues.add(record);
    }

    @Override
    public void lost(Segment segment, long sequence) {
        segment.lost(sequence);
        segment.live--;
        numbers.records.decrementAndGet();
        oversized.unreadable(segment.folder.path(), sequence);
    }

    @Override
    public RecordSink.Fate fate(Spooled record) {
        return new RecordSink.Fate() {
            @Override
            public void stored() {
                told(true);
            }

            @Override
            public void unknown(String why) {
                told(false);
            }

            private void told(boolean stored) {
                answers.add(new Answer(record, stored));
                wake();
            }
        };
    }

    @Override
    public void drained(Spooled record) {
        numbers.drained.increment();
        if (record.isDeadLetter) {
            oversized.stored(record);
        }
        leave(record);
    }

    @Override
    public void tooLarge(Spooled record) {
        if (record.isDeadLetter || !oversized.becomeLetter(record)) {
            oversized.givenUp(record);
            queues.giveUp(record);
            leave(record);
        }
    }

    /** A record that waits in memory has been given up. */
    private void gone(Spooled record, boolean wasInMemory) {
        if (wasInMemory) {
            queues.giveUp(record);
            leave(record);
        } else {
            held.add(record.key); // leave takes it back
            record.inKafka = waitingForKafka.remove(record.sequence);
            leave(record);
        }
    }

    private void leave(Spooled record) {
        record.segment.goes(record);
        numbers.went(record);
        room.left(record.device, record.size);
        held.remove(record.key);
        if (record.inKafka != null) {
            record.inKafka.stored();
        }
    }

    private void book() {
        sweep();
        long oldest = 0;
        for (var segment : supply.segments()) {
            if (segment.unbooked) {
                progress.save(segment);
            }
            if (oldest == 0 && segment.live > 0) {
                oldest = segment.oldestMillis();
            }
        }
        numbers.oldestMillis = oldest;
        eviction.run();
        bookkept.run();
    }

    /** Deletes segments of which nothing is needed any more. */
    void sweep() {
        for (var segment : supply.segments()) {
            if (segment.isOver()) {
                supply.drop(segment);
                progress.forget(segment.folder.number());
            }
        }
    }

    /** Offers nothing more and gives Kafka a moment to answer for what it has. */
    void stop(long limitNanos) throws InterruptedException {
        offering = false;
        long end = System.nanoTime() + limitNanos;
        while ((queues.inFlight() > 0 || !written.isEmpty()) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        stopped = true;
        LockSupport.unpark(thread);
        thread.join(5_000);
    }

    /** When the thread has ended and every file is closed. */
    void lastBook() {
        book();
    }
}
