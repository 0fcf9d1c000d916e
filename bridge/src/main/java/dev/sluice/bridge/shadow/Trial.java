package dev.sluice.bridge.shadow;

import dev.sluice.bridge.reload.RuleSet;
import dev.sluice.mapping.engine.Mapped;
import dev.sluice.mapping.engine.MappingOutcome;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.engine.Several;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.rule.MappingRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One candidate on its way through live traffic.
 *
 * <p>An event loop never waits for it and never wakes it: it leaves a sample in a queue without locks, if there is room, and the trial's
 * thread looks there every few milliseconds.
 */
final class Trial {

    private static final Logger LOG = LoggerFactory.getLogger(Trial.class);
    private static final int MOST_WAITING = 2_048;
    private static final long MOST_BYTES = 16 << 20;
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Candidate candidate;
    private final Sample sample;
    private final ShadowCounters counters;
    private final Map<String, ValueShape> candidateShapes;
    private final Instant since = Instant.now();
    private final Tally tally = new Tally();
    private final Thread thread = new Thread(this::run, "sluice-shadow");

    // event loops and the trial's thread
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final LongAdder sampled = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private volatile boolean ending;
    private volatile boolean abandoned;

    // the trial's thread only
    private MappingRules activeRules;
    private Map<String, ValueShape> activeShapes;
    private boolean complained;

    private record Waiting(DeviceMessage message, MappingOutcome outcome, RuleSet active, long bytes) {}

    Trial(Candidate candidate, Sample sample, ShadowCounters counters) {
        this.candidate = candidate;
        this.sample = sample;
        this.counters = counters;
        this.candidateShapes = ValueShape.of(candidate.rules());
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    void begin() {
        thread.start();
    }

    /** Event loops. {@code outcome} is what {@code active} made of the message. */
    void seen(DeviceMessage message, MappingOutcome outcome, RuleSet active) {
        if (ending || !sample.takesThisOne()) {
            return;
        }
        sampled.increment();
        long bytes = message.payload().length + bytes(outcome);
        if (waitingCount.get() >= MOST_WAITING || waitingBytes.get() + bytes > MOST_BYTES) {
            skipped.increment();
            counters.skipped().increment();
            return;
        }
        waitingCount.incrementAndGet();
        waitingBytes.addAndGet(bytes);
        waiting.add(new Waiting(message, outcome, active, bytes));
    }

    private static long bytes(MappingOutcome outcome) {
        return outcome instanceof Mapped mapped
                ? mapped.records().stream()
                        .mapToLong(OutgoingRecord::valueLength)
                        .sum()
                : outcome instanceof Several several
                        ? several.parts().stream().mapToLong(Trial::bytes).sum()
                        : 0;
    }

    private void run() {
        while (!abandoned) {
            var next = waiting.poll();
            if (next != null) {
                waitingCount.decrementAndGet();
                waitingBytes.addAndGet(-next.bytes());
                judge(next);
            } else if (ending) {
                return;
            } else {
                LockSupport.parkNanos(this, NAP_NANOS);
            }
        }
    }

    private void judge(Waiting one) {
        try {
            if (one.active().rules() != activeRules) {
                activeRules = one.active().rules();
                activeShapes = ValueShape.of(activeRules);
            }
            var active = Verdict.of(one.outcome(), activeShapes);
            var tried = Verdict.of(candidate.engine().map(one.message()), candidateShapes);
            var difference = Comparison.between(active, tried);
            (difference.isNone() ? counters.equal() : counters.different()).increment();
            tally.judged(one.message(), one.active().version(), active, tried, difference);
        } catch (RuntimeException | StackOverflowError bug) {
            counters.failed().increment();
            tally.failed();
            if (!complained) {
                complained = true;
                LOG.error(
                        "Candidate rules {} could not be tried on a message; devices are not concerned.",
                        candidate.name(),
                        bug);
            }
        }
    }

    ShadowReport report() {
        return tally.report(candidate.name(), sample, since, sampled.sum(), skipped.sum());
    }

    /** Takes no more samples, tries those that wait, for at most {@code limit}, and tells what was found. */
    ShadowReport end(Duration limit) {
        ending = true;
        try {
            thread.join(limit.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        abandoned = true;
        return report();
    }
}
