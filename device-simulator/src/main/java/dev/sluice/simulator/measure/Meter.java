package dev.sluice.simulator.measure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Counts and times what happens to the devices of one thread. That thread alone writes; any thread reads.
 *
 * <p>Moments are of {@code System.nanoTime()}. A message's latency begins when it was <em>due</em>, so a generator or broker that is late
 * does not hide the wait of the messages behind (coordinated omission); beside it the latency since it first left is kept.
 *
 * <p>Reasons and kinds are short texts from a small set: each is a row of a table.
 */
public final class Meter {

    /** Beyond so many different reasons there is only {@value #OTHER}, whatever a peer may say. */
    private static final int MOST_REASONS = 64;

    private static final String OTHER = "other";

    final LatencyCounts sinceDue = new LatencyCounts();
    final LatencyCounts sinceSent = new LatencyCounts();
    final LatencyCounts sendLag = new LatencyCounts();
    final LatencyCounts sinceDueWarming = new LatencyCounts();
    final LatencyCounts sinceSentWarming = new LatencyCounts();
    final LatencyCounts sendLagWarming = new LatencyCounts();
    final LatencyCounts connecting = new LatencyCounts();
    final LatencyCounts loopLag = new LatencyCounts();

    final Tally due = new Tally();
    final Tally sent = new Tally();
    final Tally unanswerable = new Tally();
    final Tally acknowledged = new Tally();
    final Tally refused = new Tally();
    final Tally repeated = new Tally();
    final Tally gaveUp = new Tally();
    final Tally connects = new Tally();
    final Tally reconnects = new Tally();
    final Tally connectFailures = new Tally();
    final Tally disconnects = new Tally();
    final Tally cutOff = new Tally();
    final Tally dueWarming = new Tally();
    final Tally takenWarming = new Tally();

    private final Map<String, Tally> errors = new ConcurrentHashMap<>();
    private final Map<String, Tally> faults = new ConcurrentHashMap<>();

    private volatile boolean warmsUp;
    private volatile long countsFromNanos;

    /** What is due before that moment is measured, but apart: it is in no percentile of the run. Any thread. */
    void countFrom(long nanos) {
        countsFromNanos = nanos;
        warmsUp = true;
    }

    private boolean isWarming(long dueNanos) {
        return warmsUp && dueNanos - countsFromNanos < 0;
    }

    /**
     * Messages have become due, whether or not they can leave now. Who never says so offers what it sends.
     */
    public void due(long messages, long dueNanos) {
        due.add(messages);
        if (isWarming(dueNanos)) {
            dueWarming.add(messages);
        }
    }

    /**
     * A new message leaves.
     *
     * @param dueNanos when the schedule wanted it; {@code nowNanos} where there is no schedule
     */
    public void sent(long dueNanos, long nowNanos) {
        sent.add(1);
        (isWarming(dueNanos) ? sendLagWarming : sendLag).record(nowNanos - dueNanos);
    }

    /** The message that was due then has left at QoS 0: nobody will acknowledge it. */
    public void unanswerable(long dueNanos) {
        unanswerable.add(1);
        if (isWarming(dueNanos)) {
            takenWarming.add(1);
        }
    }

    /**
     * The broker took responsibility for a message.
     *
     * @param firstSentNanos when it first left
     */
    public void acknowledged(long dueNanos, long firstSentNanos, long nowNanos) {
        acknowledged.add(1);
        boolean warming = isWarming(dueNanos);
        (warming ? sinceDueWarming : sinceDue).record(nowNanos - dueNanos);
        (warming ? sinceSentWarming : sinceSent).record(nowNanos - firstSentNanos);
        if (warming) {
            takenWarming.add(1);
        }
    }

    /**
     * A device may publish.
     *
     * @param again whether it was connected before
     * @param tookNanos from the attempt's first step to CONNACK
     */
    public void connected(boolean again, long tookNanos) {
        (again ? reconnects : connects).add(1);
        connecting.record(tookNanos);
    }

    /** An attempt to connect came to nothing. */
    public void connectFailed(String reason) {
        connectFailures.add(1);
        count(errors, reason);
    }

    /** A device that was connected is no more, for whatever reason. */
    public void disconnected(String reason) {
        disconnects.add(1);
        count(errors, reason);
    }

    /** A device that was connected is no more, because that was the plan: the fault says why, and nobody failed. */
    public void cutOff() {
        disconnects.add(1);
        cutOff.add(1);
    }

    /** The broker answered a message with a reason not to take it. */
    public void refused(String reason) {
        refused.add(1);
        count(errors, reason);
    }

    /** Messages that were sent again. */
    public void repeated(int messages) {
        repeated.add(messages);
    }

    /** A device did on purpose what devices do when they fail. */
    public void fault(String kind) {
        fault(kind, 1);
    }

    /** The same, of something that was done so many times at once. */
    public void fault(String kind, long times) {
        if (times > 0) {
            count(faults, kind, times);
        }
    }

    /** Messages of which nobody will hear any more: neither acknowledged, refused nor repeated. */
    public void gaveUp(long messages) {
        gaveUp.add(messages);
    }

    /** The thread ran a task so much later than it had asked to. */
    void loopLate(long nanos) {
        loopLag.record(nanos);
    }

    void errors(BiConsumer<String, Long> each) {
        errors.forEach((reason, tally) -> each.accept(reason, tally.get()));
    }

    void faults(BiConsumer<String, Long> each) {
        faults.forEach((kind, tally) -> each.accept(kind, tally.get()));
    }

    private static void count(Map<String, Tally> tallies, String word) {
        count(tallies, word, 1);
    }

    private static void count(Map<String, Tally> tallies, String word, long times) {
        String known = tallies.containsKey(word) || tallies.size() < MOST_REASONS ? word : OTHER;
        tallies.computeIfAbsent(known, first -> new Tally()).add(times);
    }
}
