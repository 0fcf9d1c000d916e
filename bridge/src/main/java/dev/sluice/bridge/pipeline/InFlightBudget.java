package dev.sluice.bridge.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much may be on its way to Kafka at once, in messages and in serialised bytes. The one owner of that number.
 *
 * <p>Nothing within a device's window is ever turned away, so the budget can be overdrawn; what it decides is who is read
 * further. A connection may hold a part of what is still free beyond its window ("dynamic threshold"): the fuller the budget, the
 * lower the bar, so the loudest are paused first, and quiet ones never.
 *
 * <p>Any thread. Only the sink's word gives room back: a closed connection does not.
 */
public final class InFlightBudget {

    private static final int OVERDRAFT_PART = 4;

    private final long messageLimit;
    private final long byteLimit;
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    public InFlightBudget(long messageLimit, long byteLimit) {
        this.messageLimit = messageLimit;
        this.byteLimit = byteLimit;
    }

    void take(long size) {
        messages.incrementAndGet();
        bytes.addAndGet(size);
    }

    void giveBack(long size) {
        messages.decrementAndGet();
        bytes.addAndGet(-size);
    }

    /** Messages that may still come; negative when overdrawn. */
    long freeMessages() {
        return messageLimit - messages.get();
    }

    /** Bytes that may still come; negative when overdrawn. */
    long freeBytes() {
        return byteLimit - bytes.get();
    }

    /** Nothing more may come but what nobody can stop: the windows of quiet devices, and the overdraft. */
    public boolean isFull() {
        return freeMessages() <= 0 || freeBytes() <= 0;
    }

    /** Whether paused connections may still have their small reads: a part of the budget beyond its limits is set aside for them. */
    boolean hasOverdraft() {
        return -freeMessages() < messageLimit / OVERDRAFT_PART && -freeBytes() < byteLimit / OVERDRAFT_PART;
    }

    public long messages() {
        return messages.get();
    }

    public long bytes() {
        return bytes.get();
    }

    public long messageLimit() {
        return messageLimit;
    }

    public long byteLimit() {
        return byteLimit;
    }
}
