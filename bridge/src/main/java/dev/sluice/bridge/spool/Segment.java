package dev.sluice.bridge.spool;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * A few thousand records that came one after the other: what is known of them without reading them again.
 *
 * <p>A record is in memory, or absent (on disk only), or gone. The sets of absent devices and keys may say too much, never too little. The
 * drain's thread owns it, save where a field says otherwise.
 */
final class Segment {

    /** For the age of the oldest record: one time in so many records. */
    private static final int TIMES_EVERY = 256;

    final long firstSequence;
    Seal seal;
    volatile SegmentFolder folder;

    /** Null for one that an earlier process wrote. */
    final SegmentWriter writer;

    /** Records that the writer has given to the library: its thread writes. */
    volatile int appended;
    /** Nothing comes any more: the writer's thread writes. */
    volatile boolean sealed;
    /** Bytes on disk. */
    volatile long diskBytes;

    // any thread may ask
    final HashSet64 absentDevices = new HashSet64();
    final HashSet64 absentKeys = new HashSet64();

    final BitSet gone = new BitSet();
    final BitSet inMemory = new BitSet();
    final Map<String, Integer> liveByRule = new HashMap<>();
    /** Records whose fate on the disk is known. */
    int taken;

    int live;
    long liveBytes;
    int absent;
    /** Gone records that the book of progress does not know yet. */
    boolean unbooked;

    private long[] times = new long[4];

    Segment(long firstSequence, SegmentFolder folder, Seal seal, SegmentWriter writer) {
        this.firstSequence = firstSequence;
        this.folder = folder;
        this.seal = seal;
        this.writer = writer;
        this.sealed = writer == null;
    }

    int index(long sequence) {
        return (int) (sequence - firstSequence);
    }

    boolean isGone(long sequence) {
        return gone.get(index(sequence));
    }

    void comes(Spooled record) {
        live++;
        liveBytes += record.size;
        liveByRule.merge(record.rule, 1, Integer::sum);
        int slot = index(record.sequence) / TIMES_EVERY;
        if (slot >= times.length) {
            times = Arrays.copyOf(times, Math.max(slot + 1, times.length * 2));
        }
        if (times[slot] == 0) {
            times[slot] = record.acceptedMillis;
        }
    }

    void goes(Spooled record) {
        gone.set(index(record.sequence));
        inMemory.clear(index(record.sequence));
        live--;
        liveBytes -= record.size;
        liveByRule.computeIfPresent(record.rule, (rule, count) -> count == 1 ? null : count - 1);
        unbooked = true;
    }

    /** A record of which nothing is known but that it will not be sent. */
    void lost(long sequence) {
        gone.set(index(sequence));
        unbooked = true;
    }

    /** Whether the record is on the disk, is wanted and not in memory. */
    boolean isAbsent(long sequence) {
        int index = index(sequence);
        return index >= 0 && index < taken && !gone.get(index) && !inMemory.get(index);
    }

    void becomesAbsent(Spooled record) {
        absent++;
        absentDevices.add(record.device);
        absentKeys.add(record.key);
    }

    void absentAre(int count, HashSet64 devices, HashSet64 keys) {
        absent = count;
        absentDevices.become(devices);
        absentKeys.become(keys);
    }

    /** When about the oldest record was accepted that is not gone, in ms since the epoch. */
    long oldestMillis() {
        int slot = Math.min(gone.nextClearBit(0) / TIMES_EVERY, times.length - 1);
        while (slot > 0 && times[slot] == 0) {
            slot--;
        }
        return times[slot];
    }

    /** Whether its folder can go. */
    boolean isOver() {
        return live == 0 && sealed && taken == appended && (writer == null || writer.isClosed());
    }
}
