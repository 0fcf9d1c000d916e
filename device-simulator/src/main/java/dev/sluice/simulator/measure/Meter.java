package dev.sluice.simulator.measure;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Counts and times what happens to the devices of one thread. That thread alone writes; any thread reads.
 *
 * <p>Moments are of {@code System.nanoTime()}. A message's latency begins when it was <em>due</em>, so a generator or broker that is late
 * does not hide the wait of the messages behind (coordinated omission).
 */
public final class Meter {

    private static final long LONGEST_MICROS = 3_600_000_000L;

    private final SingleWriterRecorder sinceDue = new SingleWriterRecorder(LONGEST_MICROS, 3);
    private final LongAdder sent = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();

    /**
     * A new message leaves.
     *
     * @param dueNanos when the schedule wanted it; {@code nowNanos} where there is no schedule
     */
    public void sent(long dueNanos, long nowNanos) {
        sent.increment();
    }

    /**
     * The broker took responsibility for a message.
     *
     * @param firstSentNanos when it first left
     */
    public void acknowledged(long dueNanos, long firstSentNanos, long nowNanos) {
        acknowledged.increment();
        sinceDue.recordValue(Math.min(LONGEST_MICROS, Math.max(0, (nowNanos - dueNanos) / 1_000)));
    }

    /** Microseconds from due to acknowledged since the last call; for one reader. */
    public Histogram takeSinceDue() {
        return sinceDue.getIntervalHistogram();
    }
}
