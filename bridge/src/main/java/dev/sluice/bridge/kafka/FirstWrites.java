package dev.sluice.bridge.kafka;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Lets one record at a time go to a partition of a topic until Kafka has stored one of them. Any thread.
 *
 * <p>A broker keeps the batches of a producer in their order by the sequence number of the last one. From a producer that it knows nothing of it takes
 * any number. So where it turned the first batch away, since it did not lead the partition yet, and takes the second a moment later, the
 * first comes behind it for ever. There must not be a second batch before the broker knows the producer.
 *
 * <p>Brokers forget a producer that a partition has not heard for long ({@code producer.id.expiration.ms}, a day): hence {@link #isOutdated}.
 */
final class FirstWrites {

    private static final long VALID_NANOS = TimeUnit.HOURS.toNanos(1);

    private static final int UNTRIED = 0;
    private static final int TRIED = 1;
    private static final int STORED = 2;

    private final AtomicIntegerArray partitions;
    private final long sinceNanos = System.nanoTime();

    FirstWrites(int partitions) {
        this.partitions = new AtomicIntegerArray(partitions);
    }

    int partitions() {
        return partitions.length();
    }

    boolean isOutdated() {
        return System.nanoTime() - sinceNanos > VALID_NANOS;
    }

    /** Whether a record may go to this partition now; if so, {@link #stored} or {@link #failed} must follow. */
    boolean mayGo(int partition) {
        return partitions.getAcquire(partition) == STORED || partitions.compareAndSet(partition, UNTRIED, TRIED);
    }

    /** Kafka has stored a record; returns whether others may have waited for that. */
    boolean stored(int partition) {
        return partitions.getAcquire(partition) != STORED && partitions.getAndSet(partition, STORED) != STORED;
    }

    /** A record did not reach the partition; returns whether others may have waited for it. */
    boolean failed(int partition) {
        return partitions.compareAndSet(partition, TRIED, UNTRIED);
    }
}
