package dev.sluice.bridge.spool;

import dev.sluice.bridge.pipeline.RecordSink;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends what event loops hand over, on a thread of its own: opening files, and a slow disk, block nobody else. */
final class JournalWriter {

    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
    private static final int MOST_RECORDS = 50_000;
    private static final long MOST_BYTES = 32 << 20;
    private static final long COMPLAIN_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long NO_SPACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final SegmentSupply supply;
    private final Room room;
    private final ConcurrentLinkedQueue<Spooled> queue = new ConcurrentLinkedQueue<>();
    private final Queue<Spooled> written;
    private final News news;
    /** Accepted, and the disk has not spoken. */
    private final AtomicInteger pendingRecords = new AtomicInteger();

    private final AtomicLong pendingBytes = new AtomicLong();
    private final Thread thread = new Thread(this::run, "sluice-spool-writer");
    private final AtomicLong complainedNanos = new AtomicLong(System.nanoTime() - COMPLAIN_EVERY_NANOS);
    private volatile boolean idle;
    private volatile boolean stopped;

    // this thread only
    private Segment active;
    private long nextSequence;

    private volatile long activeRoom;
    private volatile boolean endWanted;

    /** What the writer has to tell. */
    interface News {

        /** The fate of a record has become known; any thread. */
        void known();

        /** There is no room for this record, which was accepted; true if it has been given up. The writer's thread. */
        boolean stuck(Spooled record);

        /** This record will never be written. The writer's thread. */
        void refused(Spooled record);
    }

    /** @param written gets every record in the order in which it is appended, before its fate is known */
    JournalWriter(SegmentSupply supply, Room room, long nextSequence, Queue<Spooled> written, News news) {
        this.supply = supply;
        this.room = room;
        this.nextSequence = nextSequence;
        this.written = written;
        this.news = news;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether one more may be handed over. */
    boolean hasRoom() {
        return pendingRecords.get() < MOST_RECORDS && pendingBytes.get() < MOST_BYTES && !stopped;
    }

    /** Hands a record over. Any thread; never blocks. */
    void add(Spooled record) {
        pendingRecords.incrementAndGet();
        pendingBytes.addAndGet(record.size);
        queue.add(record);
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!stopped || !queue.isEmpty()) {
            try {
                var record = queue.peek();
                if (record == null) {
                    measure();
                    idle = true;
                    if (queue.isEmpty() && !stopped) {
                        LockSupport.park(this);
                    }
                    idle = false;
                } else if (write(record)) {
                    queue.poll();
                } else if (stopped) {
                    queue.forEach(left -> fail(left, "Sluice stops and the spool has no room"));
                    queue.clear();
                } else if (news.stuck(record)) {
                    queue.poll();
                    unwritten(record);
                } else {
                    LockSupport.parkNanos(this, NO_SPACE_NANOS);
                }
            } catch (RuntimeException bug) {
                LOG.error("Appending to the spool failed; its device is not acknowledged and sends again.", bug);
                var record = queue.poll();
                if (record != null) {
                    fail(record, "the spool failed");
                }
            }
        }
        if (active != null) {
            supply.seal(active);
        }
    }

    private boolean write(Spooled record) {
        byte[] encoded = RecordFormat.encode(record);
        if (endWanted && active != null) {
            supply.seal(active);
            active = null;
        }
        endWanted = false;
        byte[] sealed = active == null ? null : active.writer.sealed(nextSequence, encoded);
        if (active == null || !active.writer.fits(sealed)) {
            if (active != null) {
                supply.seal(active);
                active = null;
            }
            active = supply.append(nextSequence).orElse(null);
            measure();
            if (active == null) {
                return false;
            }
            sealed = active.writer.sealed(nextSequence, encoded);
        }
        record.sequence = nextSequence++;
        record.segment = active;
        active.appended++;
        written.add(record);
        room.written(record.size);
        active.writer.append(record.sequence, sealed, new Outcome(record));
        if ((record.sequence & 63) == 0) {
            measure();
        }
        return true;
    }

    /** What comes next begins a new segment, so that this one can be cut down. Any thread. */
    void endSegment() {
        endWanted = true;
    }

    private void measure() {
        activeRoom = active == null ? 0 : active.writer.room();
        measureAgain();
    }

    /** There may be more space than before. Any thread. */
    void measureAgain() {
        room.measured(activeRoom + supply.possibleBytes());
    }

    private void fail(Spooled record, String why) {
        unwritten(record);
        tell(record, why);
    }

    private void unwritten(Spooled record) {
        room.written(record.size);
        room.left(record.device, record.size);
        record.writing = Spooled.Writing.FAILED;
        settled(record);
        news.refused(record);
    }

    private void settled(Spooled record) {
        pendingRecords.decrementAndGet();
        pendingBytes.addAndGet(-record.size);
    }

    private static void tell(Spooled record, String why) {
        RecordSink.Fate fate = record.journaled != null ? record.journaled : record.inKafka;
        fate.unknown("the spool did not take it: " + why);
    }

    /** Waits until the disk has spoken about everything that was handed over. */
    void stop(long limitNanos) throws InterruptedException {
        stopped = true;
        LockSupport.unpark(thread);
        long end = System.nanoTime() + limitNanos;
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(limitNanos)));
        while (pendingRecords.get() > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private final class Outcome implements SegmentWriter.Written {

        private final Spooled record;

        Outcome(Spooled record) {
            this.record = record;
        }

        @Override
        public void onDisk() {
            if (record.writing != Spooled.Writing.PENDING) {
                return; // the library says it again after a failure
            }
            record.writing = Spooled.Writing.ON_DISK;
            settled(record);
            if (record.journaled != null) {
                record.journaled.stored();
            }
            news.known();
        }

        @Override
        public void failed(String why) {
            if (record.writing != Spooled.Writing.PENDING) {
                return;
            }
            record.writing = Spooled.Writing.FAILED;
            settled(record);
            complain(why);
            tell(record, why);
            news.known();
        }

        private void complain(String why) {
            long now = System.nanoTime();
            long last = complainedNanos.get();
            if (now - last >= COMPLAIN_EVERY_NANOS && complainedNanos.compareAndSet(last, now)) {
                LOG.warn(
                        "The disk under the spool does not take what is written to it ({}). None of that is acknowledged; its devices are"
                                + " disconnected and send again. Look at the disk.",
                        why);
            }
        }
    }
}
