package dev.sluice.bridge.spool;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All segments in their order, and new ones as long as the journal may grow. The next one is got ready on a thread of its own, since
 * taking space from a disk takes time. Any thread.
 */
final class SegmentSupply {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentSupply.class);

    private final SpoolFolder folder;
    private final JournalShape shape;
    private final long maxBytes;
    private final Disk disk;
    private final ExecutorService io;
    private final AtomicLong slowestForceNanos = new AtomicLong();
    private final AtomicLong nextNumber;
    private final CopyOnWriteArrayList<Segment> segments = new CopyOnWriteArrayList<>();
    private final AtomicReference<Ready> next = new AtomicReference<>();
    private final AtomicBoolean preparing = new AtomicBoolean();
    private volatile String objection;
    private volatile boolean closed;

    /** A segment without records. */
    record Ready(SegmentFolder folder, Seal seal, SegmentWriter writer) {}

    SegmentSupply(
            SpoolFolder folder, JournalShape shape, long maxBytes, Disk disk, ExecutorService io, long nextNumber) {
        this.folder = folder;
        this.shape = shape;
        this.maxBytes = maxBytes;
        this.disk = disk;
        this.io = io;
        this.nextNumber = new AtomicLong(nextNumber);
    }

    CopyOnWriteArrayList<Segment> segments() {
        return segments;
    }

    /** A new segment at the end; empty while there is no space for it. */
    Optional<Segment> append(long firstSequence) {
        Ready ready;
        synchronized (this) {
            ready = next.getAndSet(null); // one that is being made comes before any that could be made now
            if (ready == null) {
                ready = create();
            }
        }
        if (ready == null) {
            return Optional.empty();
        }
        var segment = new Segment(firstSequence, ready.folder(), ready.seal(), ready.writer());
        segment.diskBytes = shape.growingSegmentBytes();
        segments.add(segment);
        prepare();
        return Optional.of(segment);
    }

    /** Has the next segment got ready, unless it is or may not be. */
    void prepare() {
        if (next.get() == null && mayGrow() && !closed && preparing.compareAndSet(false, true)) {
            try {
                io.execute(() -> {
                    try {
                        makeNext();
                    } finally {
                        preparing.set(false);
                    }
                });
            } catch (RejectedExecutionException closing) {
                preparing.set(false);
            }
        }
    }

    private synchronized void makeNext() {
        if (next.get() == null) {
            next.set(create());
        }
    }

    private Ready create() {
        if (!mayGrow() || closed) {
            return null;
        }
        var fresh = SegmentFolder.fresh(folder.path(), nextNumber.getAndIncrement());
        var seal = sealOf(fresh);
        try {
            var writer = SegmentWriter.create(
                    fresh.path(), shape.fileBytes(), shape.bufferBytes(), seal, disk, slowestForceNanos, io);
            objection = null;
            return new Ready(fresh, seal, writer);
        } catch (IOException | RuntimeException noSpace) {
            LOG.debug("no new segment of the spool", noSpace);
            SegmentFolder.delete(fresh.path());
            objection = String.valueOf(noSpace.getMessage());
            return null;
        }
    }

    /** A segment that will take the place of an older one. */
    SegmentWriter renewing(SegmentFolder renewed, int fileBytes) throws IOException {
        return SegmentWriter.create(
                renewed.path(), fileBytes, shape.bufferBytes(), sealOf(renewed), disk, slowestForceNanos, io);
    }

    Seal sealOf(SegmentFolder segment) {
        return Seal.of(folder.key(), segment.salt());
    }

    private void discard(Ready ready) {
        ready.writer().close();
        SegmentFolder.delete(ready.folder().path());
    }

    /** No records come to this one any more. */
    void seal(Segment segment) {
        segment.sealed = true;
        if (segment.writer != null) {
            try {
                io.execute(() -> close(segment));
            } catch (RejectedExecutionException closing) {
                close(segment);
            }
        }
    }

    private static void close(Segment segment) {
        segment.writer.close();
        segment.diskBytes = segment.folder.bytes();
    }

    /** Nothing of it is needed any more. */
    void drop(Segment segment) {
        segments.remove(segment);
        SegmentFolder.delete(segment.folder.path());
    }

    /** Whether the limit allows one more segment. */
    private boolean mayGrow() {
        return diskBytes() + shape.growingSegmentBytes() <= maxBytes;
    }

    long diskBytes() {
        long sum = next.get() == null ? 0 : shape.growingSegmentBytes();
        for (var segment : segments) {
            sum += segment.diskBytes;
        }
        return sum;
    }

    /** Bytes of records for which new segments could be made now. */
    long possibleBytes() {
        long usable = shape.segmentBytes() - shape.segmentBytes() / 8; // a record does not go across files
        long ready = next.get() == null ? 0 : usable;
        if (objection != null) {
            return ready;
        }
        return ready + Math.max(0, (maxBytes - diskBytes()) / shape.growingSegmentBytes()) * usable;
    }

    /** Why the disk gives no space, in its own words; null if it does. */
    String objection() {
        return objection;
    }

    /** Since this was last asked. */
    long takeSlowestForceNanos() {
        return slowestForceNanos.getAndSet(0);
    }

    /** Whether records of this device or of this key are on disk only. */
    boolean isAbsent(long device, long key) {
        for (var segment : segments) {
            if (segment.absentDevices.contains(device) || segment.absentKeys.contains(key)) {
                return true;
            }
        }
        return false;
    }

    boolean isKeyAbsent(long key) {
        for (var segment : segments) {
            if (segment.absentKeys.contains(key)) {
                return true;
            }
        }
        return false;
    }

    void close() {
        closed = true;
        synchronized (this) {
            var ready = next.getAndSet(null);
            if (ready != null) {
                discard(ready);
            }
        }
    }
}
