package dev.sluice.bridge.spool;

import dev.sluice.bridge.pipeline.RecordSink;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The records in memory, and whose turn it is. Devices take turns; within a device the oldest record goes first, and no record goes before
 * an older one of its topic and key. The drain's thread.
 */
final class Queues {

    /** Of one device before the next one has its turn, in bytes. */
    private static final int TURN = 8 << 10;

    private final RecordSink sink;
    private final long inFlightLimit;
    private final Map<Long, DeviceQueue> devices = new HashMap<>();
    private final Map<Long, KeyLane> lanes = new HashMap<>();
    private final ArrayDeque<DeviceQueue> turns = new ArrayDeque<>();
    private final ArrayDeque<DeviceQueue> blocked = new ArrayDeque<>();
    private final Ends ends;
    private long memory;
    private long inFlightBytes;
    private volatile int inFlight; // also read by whoever waits for the end

    /** Where records end up. */
    interface Ends {

        /** What hears of the fate of a record that the sink has taken. */
        RecordSink.Fate fate(Spooled record);

        /** Kafka has it and everything before it. */
        void drained(Spooled record);

        /** It is larger than its topic takes: becomes its own dead letter, or, if it is one, is given up. */
        void tooLarge(Spooled record);
    }

    Queues(RecordSink sink, long inFlightLimit, Ends ends) {
        this.sink = sink;
        this.inFlightLimit = inFlightLimit;
        this.ends = ends;
    }

    /** In bytes, about. */
    long memory() {
        return memory;
    }

    int inFlight() {
        return inFlight;
    }

    /** Records of one key must come in their order. */
    void add(Spooled record) {
        memory += record.memory();
        record.segment.inMemory.set(record.segment.index(record.sequence));
        lanes.computeIfAbsent(record.key, key -> new KeyLane()).add(record);
        enqueue(record);
    }

    private void enqueue(Spooled record) {
        var queue = devices.get(record.device);
        if (queue == null) {
            queue = new DeviceQueue(record.device);
            devices.put(record.device, queue);
            turns.addLast(queue);
        }
        queue.waiting.add(record);
    }

    /** Offers what may go; returns whether anything went. */
    boolean offer() {
        boolean any = false;
        for (int n = turns.size(); n > 0 && inFlightBytes < inFlightLimit; n--) {
            any |= turn(turns.pollFirst());
        }
        return any;
    }

    /** Those that could not go might go now. */
    void unblock() {
        turns.addAll(blocked);
        blocked.clear();
    }

    private boolean turn(DeviceQueue queue) {
        int went = 0;
        long now = System.nanoTime();
        while (went < TURN && inFlightBytes < inFlightLimit) {
            var record = queue.waiting.peek();
            if (record == null) {
                devices.remove(queue.device);
                return went > 0;
            }
            if (record.draining == Spooled.Draining.GONE) {
                queue.waiting.poll();
                dropLane(record);
                continue;
            }
            var lane = lanes.get(record.key);
            var answer =
                    lane.mayGo(record, now) ? sink.offer(record.record, ends.fate(record)) : RecordSink.Answer.NOT_NOW;
            if (answer == RecordSink.Answer.NOT_NOW) {
                blocked.addLast(queue);
                return went > 0;
            }
            if (answer == RecordSink.Answer.TOO_LARGE) {
                ends.tooLarge(record);
                continue;
            }
            queue.waiting.poll();
            lane.goes(record);
            inFlight++;
            inFlightBytes += record.size;
            went += record.size;
        }
        turns.addLast(queue);
        return went > 0;
    }

    /** Kafka has spoken about a record that was offered. */
    void answered(Spooled record, boolean stored) {
        inFlight--;
        inFlightBytes -= record.size;
        var lane = lanes.get(record.key);
        lane.answered(record, stored);
        for (var done = lane.pollStored(); done != null; done = lane.pollStored()) {
            forget(done);
            ends.drained(done);
        }
        long now = System.nanoTime();
        for (var again = lane.pollAgain(now); again != null; again = lane.pollAgain(now)) {
            enqueue(again);
        }
        dropLane(record);
    }

    /** A record that waits is given up. */
    void giveUp(Spooled record) {
        forget(record);
    }

    private void forget(Spooled record) {
        record.draining = Spooled.Draining.GONE;
        memory -= record.memory();
    }

    private void dropLane(Spooled record) {
        var lane = lanes.get(record.key);
        if (lane != null && lane.isEmpty()) {
            lanes.remove(record.key);
        }
    }

    /** Whether a record of this key that is newer is in memory. */
    boolean hasNewer(long key, long sequence) {
        var lane = lanes.get(key);
        return lane != null && lane.hasWaitingAfter(sequence);
    }

    void forEachWaiting(Consumer<Spooled> action) {
        for (var queue : devices.values()) {
            for (var record : queue.waiting) {
                if (record.draining == Spooled.Draining.WAITING) {
                    action.accept(record);
                }
            }
        }
    }
}
