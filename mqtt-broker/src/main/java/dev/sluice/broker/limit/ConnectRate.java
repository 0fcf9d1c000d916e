package dev.sluice.broker.limit;

/** A bucket of connections that may be accepted: full at the start, refilled at a steady rate. Any thread. */
final class ConnectRate {

    private static final double NANOS = 1e9;

    private final double perSecond;
    private double left;
    private long filledNanos;

    /** @param perSecond also what the bucket holds; 0 for no limit */
    ConnectRate(int perSecond, long nowNanos) {
        this.perSecond = perSecond;
        this.left = perSecond;
        this.filledNanos = nowNanos;
    }

    /** Takes one; returns for how many nanoseconds nobody else should be accepted, 0 if the next may come at once. */
    synchronized long take(long nowNanos) {
        if (perSecond == 0) {
            return 0;
        }
        left = Math.min(perSecond, left + (nowNanos - filledNanos) / NANOS * perSecond) - 1;
        filledNanos = nowNanos;
        return left >= 1 ? 0 : (long) ((1 - left) / perSecond * NANOS);
    }
}
