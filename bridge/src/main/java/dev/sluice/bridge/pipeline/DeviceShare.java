package dev.sluice.bridge.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/** One device's share of the {@link InFlightBudget}, and whether it may send more. Any thread. */
final class DeviceShare {

    /** A device is within its window as long as its bytes are within this part of the budget, too. */
    private static final int WINDOW_PART_OF_BYTES = 64;

    /**
     * Beyond its window a device may hold this part of what is still free. Everybody's messages queue behind its: alone it fills a ninth
     * of the budget, which is enough for several 100,000 messages a second.
     */
    private static final int PART_OF_FREE = 8;

    private final InFlightBudget budget;
    private final int window;
    private final long windowBytes;

    private final AtomicLong windowed = new AtomicLong();
    private final AtomicLong unwindowed = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong droppable = new AtomicLong();
    private final AtomicLong droppableBytes = new AtomicLong();
    private volatile boolean sendsUnwindowed;

    DeviceShare(InFlightBudget budget, int window) {
        this.budget = budget;
        this.window = window;
        this.windowBytes = budget.byteLimit() / WINDOW_PART_OF_BYTES;
    }

    void take(long size, Standing standing) {
        count(standing, 1, size);
        boolean isUnwindowed = standing == Standing.UNWINDOWED;
        if (sendsUnwindowed != isUnwindowed) {
            sendsUnwindowed = isUnwindowed; // read first: the field is shared and seldom changes
        }
        budget.take(size);
    }

    void giveBack(long size, Standing standing) {
        count(standing, -1, -size);
        budget.giveBack(size);
    }

    private void count(Standing standing, int change, long size) {
        switch (standing) {
            case WINDOWED -> windowed.addAndGet(change);
            case UNWINDOWED -> unwindowed.addAndGet(change);
            case DROPPABLE -> droppable.addAndGet(change);
        }
        (standing == Standing.DROPPABLE ? droppableBytes : bytes).addAndGet(size);
    }

    /** Bytes of this device that the sink has not spoken about. */
    long bytes() {
        return bytes.get() + droppableBytes.get();
    }

    /** Messages of this device that the sink has not spoken about. */
    long messages() {
        return windowed.get() + unwindowed.get() + droppable.get();
    }

    /** Whether there is no room for a message that may be dropped: where its device would be paused if it might not. */
    boolean mustDrop() {
        return isBeyond(droppable.get(), droppableBytes.get());
    }

    boolean mayProbe() {
        return budget.hasOverdraft();
    }

    /** A device within its window always may; beyond it, while it holds no more than its part of what is still free. */
    boolean mayRead() {
        long freeMessages = budget.freeMessages();
        if (windowed.get() > Math.max(window, freeMessages / PART_OF_FREE)) {
            return false;
        }
        long freeBytes = budget.freeBytes();
        if (sendsUnwindowed) {
            return !isBeyond(unwindowed.get(), bytes.get());
        }
        return bytes.get() <= Math.max(windowBytes, freeBytes / PART_OF_FREE);
    }

    /** The bar for what has no window. */
    private boolean isBeyond(long messages, long size) {
        return messages * PART_OF_FREE >= budget.freeMessages() || size * PART_OF_FREE >= budget.freeBytes();
    }
}
