package dev.sluice.bridge.spool;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the metrics say of the journal. Any thread. */
final class SpoolNumbers {

    /** On the disk of this machine, not in Kafka. */
    final AtomicLong records = new AtomicLong();

    final AtomicLong bytes = new AtomicLong();
    final LongAdder appended = new LongAdder();
    final LongAdder drained = new LongAdder();
    /** When the oldest record was accepted, in ms since the epoch; 0 when there is none. */
    volatile long oldestMillis;

    void came(Spooled record) {
        records.incrementAndGet();
        bytes.addAndGet(record.size);
    }

    void went(Spooled record) {
        records.decrementAndGet();
        bytes.addAndGet(-record.size);
    }

    double oldestSeconds() {
        long oldest = oldestMillis;
        return oldest == 0 ? 0 : Math.max(0, System.currentTimeMillis() - oldest) / 1000.0;
    }
}
