package dev.sluice.simulator.fleet;

import dev.sluice.simulator.ledger.DeviceLog;
import dev.sluice.simulator.telemetry.DeviceName;
import dev.sluice.simulator.telemetry.MessageWriter;

/**
 * The application on one device: which message comes next, and what became of the earlier ones. Belongs to its shard's thread.
 *
 * <p>It keeps no payload: a message is a function of its number and of the time it was first sent.
 */
public final class Device {

    private final DeviceName name;
    private final String topic;
    private final MessageWriter messages;
    private final DeviceLog log;
    private final Shard shard;
    private final int quota;

    private int nextSeq;
    /** New messages may have numbers below this one. */
    private long allowed;

    Device(DeviceName name, String topic, MessageWriter messages, DeviceLog log, Shard shard, int quota) {
        this.name = name;
        this.topic = topic;
        this.messages = messages;
        this.log = log;
        this.shard = shard;
        this.quota = quota;
    }

    public String name() {
        return name.device();
    }

    public int index() {
        return name.index();
    }

    public String topic() {
        return topic;
    }

    public MessageWriter messages() {
        return messages;
    }

    /** How many new messages may be published now. */
    public int available() {
        return shard.mayPublish() ? (int) Math.min(allowed - nextSeq, Integer.MAX_VALUE) : 0;
    }

    /** Takes the next new message; it counts as sent from here on. */
    public int takeNext() {
        int seq = nextSeq++;
        log.sent(seq);
        return seq;
    }

    /**
     * The broker took responsibility for {@code seq}.
     *
     * @param firstSentNanos when it was first sent, {@code System.nanoTime()}
     */
    public void acknowledged(int seq, long firstSentNanos, long nowNanos) {
        log.acknowledged(seq);
        shard.acknowledged(firstSentNanos, nowNanos);
    }

    /** The broker refused {@code seq} for good; it is neither acknowledged nor repeated. */
    public void refused(int seq, String reason) {
        shard.refused("message " + seq + " of " + name.device() + " refused: " + reason);
    }

    void allowOneMore() {
        allowed = Math.min(allowed + 1, quota);
    }

    void allowAll() {
        allowed = quota;
    }

    boolean isDone() {
        return log.sentCount() >= quota;
    }

    DeviceLog log() {
        return log;
    }
}
