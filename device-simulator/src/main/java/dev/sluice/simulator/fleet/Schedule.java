package dev.sluice.simulator.fleet;

/**
 * An open-loop schedule: message n of a shard is due n/rate seconds after the start, for its devices in turn. It never slows
 * down for a slow broker; what is late stays due.
 */
final class Schedule {

    private final double perNano;
    private final int devices;
    private final long startNanos;
    private long handedOut;

    Schedule(double messagesPerSecond, int devices, long startNanos) {
        this.perNano = messagesPerSecond / 1e9;
        this.devices = devices;
        this.startNanos = startNanos;
    }

    /** Index of the device whose turn is next. */
    int turn() {
        return (int) (handedOut % devices);
    }

    /** Messages that have become due since the last call. */
    long due(long nowNanos) {
        long total = (long) ((nowNanos - startNanos) * perNano) + 1;
        long due = total - handedOut;
        handedOut = total;
        return due;
    }
}
