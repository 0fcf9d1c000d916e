package dev.sluice.bridge.spool;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much more the journal takes, and from whom. Any thread.
 *
 * <p>A device may hold as much as is still free: the fuller the journal, the lower the bar, so that one device alone gets half of it, and
 * whoever has nothing in it is taken until the very end.
 */
final class Room {

    private final ConcurrentHashMap<Long, AtomicLong> devices = new ConcurrentHashMap<>();
    private final AtomicLong queued = new AtomicLong();
    private final AtomicLong capacity = new AtomicLong();

    /** @param capacity bytes that could be written now, those that wait for the writer included */
    void measured(long capacity) {
        this.capacity.set(capacity);
    }

    /** Bytes that could be accepted now; negative when too many wait to be written. */
    long free() {
        return capacity.get() - queued.get();
    }

    enum Verdict {
        ROOM,
        /** There is none for anybody. */
        FULL,
        /** This device has its share. */
        SHARE_USED
    }

    /** Takes {@code size} bytes for the device if there is room. */
    Verdict take(long device, int size) {
        long free = free();
        if (size > free) {
            return Verdict.FULL;
        }
        var used = devices.get(device);
        if (used != null && used.get() + size > free) {
            return Verdict.SHARE_USED;
        }
        queued.addAndGet(size);
        had(device, size);
        return Verdict.ROOM;
    }

    /** The writer has given it to the disk. */
    void written(int size) {
        capacity.addAndGet(-size); // until it is measured again
        queued.addAndGet(-size);
    }

    /** A device has this in the journal. */
    void had(long device, long size) {
        devices.compute(device, (id, used) -> {
            var present = used == null ? new AtomicLong() : used;
            present.addAndGet(size);
            return present;
        });
    }

    /** The record is not in the journal any more. */
    void left(long device, long size) {
        devices.computeIfPresent(device, (id, used) -> used.addAndGet(-size) <= 0 ? null : used);
    }
}
