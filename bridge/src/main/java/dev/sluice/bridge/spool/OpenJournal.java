package dev.sluice.bridge.spool;

import dev.sluice.bridge.observe.IngestMeters;
import dev.sluice.bridge.pipeline.RecordSink;
import dev.sluice.bridge.pipeline.Spool;
import dev.sluice.bridge.settings.EnvironmentException;
import dev.sluice.bridge.settings.SpoolSettings;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.rule.SpoolWhenFull;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The journal while it is open: its folder, its threads and what they share. */
final class OpenJournal implements JournalWriter.News, Eviction.Losses {

    private static final long WRITE_OUT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LAST_ANSWERS_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int REST = 64;

    private final RecordSink kafka;
    private final long maxBytes;
    private final JournalShape shape;
    private final IngestMeters meters;
    private final SpoolNumbers numbers;
    private final Runnable tick;
    private final SpoolFolder folder;
    private final ExecutorService io;
    private final Room room = new Room();
    private final HeldKeys held = new HeldKeys();
    private final SegmentSupply supply;
    private final Progress progress;
    private final JournalWriter writer;
    private final Drain drain;
    private volatile boolean refused;

    /**
     * What the journal is used with.
     *
     * @param largestRecord in bytes, that Kafka may take
     * @param budgetBytes of what is on its way to Kafka
     */
    record Outside(
            RecordSink kafka,
            String deadLetterTopic,
            IngestMeters meters,
            SpoolNumbers numbers,
            Disk disk,
            Runnable tick) {}

    /** @throws EnvironmentException when the folder cannot be used */
    OpenJournal(SpoolSettings settings, JournalShape shape, Outside outside) {
        this.kafka = outside.kafka;
        this.maxBytes = settings.maxBytes().bytes();
        this.shape = shape;
        this.meters = outside.meters;
        this.numbers = outside.numbers;
        this.tick = outside.tick;
        this.folder = SpoolFolder.open(settings);
        this.io = Executors.newCachedThreadPool(named());
        try {
            var folders = SegmentFolder.list(folder.path());
            this.progress = new Progress(folder.path(), outside.disk, io);
            long last = folders.isEmpty() ? 0 : folders.get(folders.size() - 1).number();
            this.supply = new SegmentSupply(
                    folder,
                    shape,
                    settings.maxBytes().bytes(),
                    outside.disk,
                    io,
                    Math.max(last, progress.highestSegment()) + 1);
            long next = new Recovery(supply, progress, room, numbers).run(folders);
            var oversized = new Oversized(kafka, outside.deadLetterTopic, meters);
            this.drain =
                    new Drain(kafka, supply, progress, shape, room, held, numbers, oversized, this, this::housekeeping);
            this.writer = new JournalWriter(supply, room, next, drain.written(), this);
        } catch (IOException unreadable) {
            close(unreadable);
            throw new EnvironmentException(
                    "The spool in " + settings.folder() + " cannot be read: " + unreadable.getMessage()
                            + ". Nothing in it was changed. Mend the disk, or set another spool.folder.",
                    unreadable);
        } catch (RuntimeException bug) {
            close(bug);
            throw bug;
        }
        kafka.onRoom(drain::wake);
        supply.prepare();
        writer.measureAgain();
        writer.start();
        drain.start();
    }

    private void close(Exception why) {
        io.shutdownNow();
        folder.close();
    }

    private static java.util.concurrent.ThreadFactory named() {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, "sluice-spool-io-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    RecordSink.Answer offer(OutgoingRecord record, Spool.Origin origin, Spool.Until until, RecordSink.Fate fate) {
        var rule = origin.rule();
        boolean journaled = until == Spool.Until.JOURNALED;
        var spooled = new Spooled(
                record,
                rule.name(),
                origin.clientId(),
                journaled ? rule.whenFull() : SpoolWhenFull.WITHHOLD,
                System.currentTimeMillis(),
                journaled ? fate : null,
                journaled ? null : fate);
        if (spooled.size > shape.largestRecord()) {
            return RecordSink.Answer.TOO_LARGE;
        }
        if (!writer.hasRoom()) {
            refused = true;
            return RecordSink.Answer.NOT_NOW;
        }
        var verdict = room.take(spooled.device, spooled.size);
        if (verdict != Room.Verdict.ROOM) {
            return withoutRoom(spooled, verdict == Room.Verdict.SHARE_USED);
        }
        held.add(spooled.key);
        writer.add(spooled);
        return RecordSink.Answer.ACCEPTED;
    }

    private RecordSink.Answer withoutRoom(Spooled record, boolean becauseOfDevice) {
        refused = true;
        if (record.whenFull == SpoolWhenFull.DROP_NEWEST) {
            count(record.rule, "spool-drop-newest", 1);
            record.journaled.stored();
            return RecordSink.Answer.ACCEPTED;
        }
        drain.eviction().wanted(record.rule, record.whenFull, becauseOfDevice ? record.device : 0);
        drain.wake();
        return RecordSink.Answer.NOT_NOW;
    }

    boolean holds(OutgoingRecord record) {
        if (held.isEmpty() && numbers.records.get() == 0) {
            return false;
        }
        long key = RecordHash.ofKey(record);
        return held.contains(key) || supply.isKeyAbsent(key);
    }

    @Override
    public void known() {
        drain.wake();
    }

    @Override
    public boolean stuck(Spooled record) {
        refused = true;
        if (record.whenFull == SpoolWhenFull.DROP_NEWEST) {
            count(record.rule, "spool-drop-newest", 1);
            record.journaled.stored();
            return true;
        }
        drain.eviction().wanted(record.rule, record.whenFull, 0);
        return false;
    }

    @Override
    public void refused(Spooled record) {
        held.remove(record.key);
    }

    @Override
    public void count(String rule, String reason, long records) {
        var meter = meters.mapping(rule);
        for (long i = 0; i < records; i++) {
            meter.dropped(reason);
        }
    }

    @Override
    public void endSegment() {
        writer.endSegment();
    }

    @Override
    public boolean isFull() {
        drain.sweep();
        writer.measureAgain();
        return room.free() <= shape.largestRecord() / 8;
    }

    private void housekeeping() {
        if (supply.objection() != null || refused) {
            supply.prepare();
        }
        writer.measureAgain();
        tick.run();
    }

    /** Whether somebody was refused since this was last asked, and there is room by now. */
    boolean takeRoomAgain() {
        if (refused && room.free() >= maxBytes / REST && writer.hasRoom()) {
            refused = false;
            return true;
        }
        return false;
    }

    /** Whether there is no room but the rest that is kept for devices that have nothing in the journal. */
    boolean hasNoRoom() {
        return room.free() <= 0 || refused && room.free() < maxBytes / REST;
    }

    /** Why the disk gives no space; null if it does. */
    String objection() {
        return supply.objection();
    }

    long diskBytes() {
        return supply.diskBytes();
    }

    long takeSlowestForceNanos() {
        return supply.takeSlowestForceNanos();
    }

    /** Writes out what was accepted; what Kafka does not have stays in the folder. */
    void close() throws InterruptedException {
        writer.stop(WRITE_OUT_NANOS);
        drain.stop(LAST_ANSWERS_NANOS);
        supply.close();
        for (int i = 0; i < 1_000 && supply.segments().stream().anyMatch(OpenJournal::isBeingClosed); i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        drain.lastBook();
        progress.close();
        io.shutdown();
        folder.close();
    }

    private static boolean isBeingClosed(Segment segment) {
        return segment.writer != null && !segment.writer.isClosed();
    }
}
