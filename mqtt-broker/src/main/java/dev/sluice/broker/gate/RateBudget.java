package dev.sluice.broker.gate;

/**
 * What one connection may send in a second: a bucket of messages and one of bytes, each as large as a second's worth. Counting costs two subtractions; the clock
 * is looked at only when a bucket is empty. Event loop only.
 */
final class RateBudget {

    private static final double NANOS = 1e9;

    private final long messagesPerSecond;
    private final long bytesPerSecond;
    private double messages;
    private double bytes;
    private long filledNanos;

    /** Each 0 for no limit. */
    RateBudget(long messagesPerSecond, long bytesPerSecond, long nowNanos) {
        this.messagesPerSecond = messagesPerSecond == 0 ? Long.MAX_VALUE >> 1 : messagesPerSecond;
        this.bytesPerSecond = bytesPerSecond == 0 ? Long.MAX_VALUE >> 1 : bytesPerSecond;
        this.messages = this.messagesPerSecond;
        this.bytes = this.bytesPerSecond;
        this.filledNanos = nowNanos;
    }

    /** A message has come; true when {@link #hasRoom} must be asked before more is read. */
    boolean spend(int payloadBytes) {
        messages -= 1;
        bytes -= payloadBytes;
        return messages < 0 || bytes < 0;
    }

    /** Fills the buckets for the time that has gone by; returns whether there is something in both. */
    boolean hasRoom(long nowNanos) {
        double seconds = (nowNanos - filledNanos) / NANOS;
        if (seconds > 0) {
            messages = Math.min(messagesPerSecond, messages + seconds * messagesPerSecond);
            bytes = Math.min(bytesPerSecond, bytes + seconds * bytesPerSecond);
            filledNanos = nowNanos;
        }
        return messages >= 0 && bytes >= 0;
    }
}
