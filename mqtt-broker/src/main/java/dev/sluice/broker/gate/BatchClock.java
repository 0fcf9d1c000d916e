package dev.sluice.broker.gate;

/**
 * The wall clock, read once per batch of packets instead of once per message, and at least every {@value #MOST} messages of a long batch. One
 * instance per event loop, used by it alone.
 */
final class BatchClock {

    static final int MOST = 32;

    private long millis;
    private int left;

    /** Milliseconds since the epoch, as they were during this batch. */
    long millis() {
        if (--left < 0) {
            millis = System.currentTimeMillis();
            left = MOST - 1;
        }
        return millis;
    }

    /** What comes next comes later. */
    void batchEnds() {
        left = 0;
    }
}
