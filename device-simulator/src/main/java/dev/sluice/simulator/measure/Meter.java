package dev.sluice.simulator.measure;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<String, LongAdder> events = new ConcurrentHashMap<>();

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

    /**
     * A device is connected.
     *
     * @param again whether it has been before
     * @param tookNanos from the beginning of this attempt
     */
    public void connected(boolean again, long tookNanos) {
        count(again ? "connected again" : "connected", 1);
    }

    /** @param reason such as {@code connection refused}, {@code 0x87 not authorized} */
    public void connectFailed(String reason) {
        count("connect failed: " + reason, 1);
    }

    /** @param reason such as {@code connection lost}, {@code 0x8E session taken over} */
    public void disconnected(String reason) {
        count("disconnected: " + reason, 1);
    }

    /** @param reason such as {@code 0x97 quota exceeded} */
    public void refused(String reason) {
        count("refused: " + reason, 1);
    }

    /** Messages sent again after a reconnect. */
    public void repeated(int messages) {
        count("repeated", messages);
    }

    /** @param kind what was done to a device on purpose: {@code drop}, {@code storm}, {@code twin}, {@code slow reader} */
    public void fault(String kind) {
        count("fault: " + kind, 1);
    }

    /** Messages that were due and will never leave. */
    public void gaveUp(long messages) {
        count("gave up", messages);
    }

    /** How often each of the rarer things happened, by its name and reason. */
    public Map<String, Long> events() {
        Map<String, Long> copy = new TreeMap<>();
        events.forEach((event, times) -> copy.put(event, times.sum()));
        return copy;
    }

    private void count(String event, long times) {
        events.computeIfAbsent(event, first -> new LongAdder()).add(times);
    }

    /** Microseconds from due to acknowledged since the last call; for one reader. */
    public Histogram takeSinceDue() {
        return sinceDue.getIntervalHistogram();
    }
}
