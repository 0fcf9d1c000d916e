package dev.sluice.bridge.spool;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings records from the disk into memory before their turn comes, never more than the look-ahead and one segment.
 *
 * <p>The oldest segment with absent records is read as a whole. So that a device whose few records lie behind a million of another's needs
 * not wait for those, a later segment is looked into now and then, for devices and keys that no segment before it has absent. The drain's
 * thread.
 */
final class LookAhead {

    private static final Logger LOG = LoggerFactory.getLogger(LookAhead.class);
    private static final long SCOUT_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SegmentSupply supply;
    private final Queues queues;
    private final long limit;
    private final Loaded loaded;
    private long scoutedNanos = System.nanoTime() - SCOUT_EVERY_NANOS;
    private long failedNanos = System.nanoTime() - AGAIN_NANOS;

    /** What becomes of records that are read. */
    interface Loaded {

        /** It is in memory from now on. */
        void inMemory(Segment segment, Spooled record);

        /** It should be on the disk and cannot be read. */
        void lost(Segment segment, long sequence);
    }

    LookAhead(SegmentSupply supply, Queues queues, long limit, Loaded loaded) {
        this.supply = supply;
        this.queues = queues;
        this.limit = limit;
        this.loaded = loaded;
    }

    /** Whether a record that has just been written may stay in memory. */
    boolean mayStay(Spooled record) {
        return queues.memory() < limit && !supply.isAbsent(record.device, record.key);
    }

    /** Returns whether anything was read. */
    boolean refill() {
        if (queues.memory() > limit / 3 || System.nanoTime() - failedNanos < AGAIN_NANOS) {
            return scout();
        }
        for (var segment : supply.segments()) {
            if (segment.absent > 0) {
                return load(segment);
            }
        }
        return false;
    }

    private boolean load(Segment segment) {
        try {
            read(segment, new HashSet64(), new HashSet64());
            for (int i = 0; i < segment.taken; i++) {
                long sequence = segment.firstSequence + i;
                if (segment.isAbsent(sequence)) {
                    loaded.lost(segment, sequence);
                }
            }
            return true;
        } catch (IOException unreadable) {
            failed(segment, unreadable);
            return false;
        }
    }

    /** Takes what is absent of other devices and keys than these into memory; what is left is what is absent now. */
    private void read(Segment segment, HashSet64 devices, HashSet64 keys) throws IOException {
        var leftDevices = new HashSet64();
        var leftKeys = new HashSet64();
        var left = new int[1];
        new SegmentReader(segment.folder.path(), segment.seal).read(new SegmentReader.Visitor() {
            @Override
            public boolean wants(long sequence) {
                return segment.isAbsent(sequence);
            }

            @Override
            public void record(long sequence, Spooled record) {
                if (devices.contains(record.device) || keys.contains(record.key) || leftKeys.contains(record.key)) {
                    leftDevices.add(record.device);
                    leftKeys.add(record.key);
                    left[0]++;
                } else {
                    record.segment = segment;
                    loaded.inMemory(segment, record);
                }
            }

            @Override
            public void unreadable(long sequence) {
                loaded.lost(segment, sequence);
            }
        });
        segment.absentAre(left[0], leftDevices, leftKeys);
    }

    private boolean scout() {
        if (queues.memory() > limit || System.nanoTime() - scoutedNanos < SCOUT_EVERY_NANOS) {
            return false;
        }
        scoutedNanos = System.nanoTime();
        var devices = new HashSet64();
        var keys = new HashSet64();
        for (var segment : supply.segments()) {
            if (segment.absent == 0) {
                continue;
            }
            if (devices.size() > 0 && segment.absentDevices.hasOtherThan(devices)) {
                try {
                    read(segment, devices, keys);
                } catch (IOException unreadable) {
                    failed(segment, unreadable);
                }
                return true;
            }
            segment.absentDevices.forEach(devices::add);
            segment.absentKeys.forEach(keys::add);
        }
        return false;
    }

    private void failed(Segment segment, IOException unreadable) {
        failedNanos = System.nanoTime();
        LOG.error(
                "Records of the spool in {} cannot be read ({}). They stay where they are and it is tried again; look at the disk.",
                segment.folder.path(),
                unreadable.getMessage());
    }
}
