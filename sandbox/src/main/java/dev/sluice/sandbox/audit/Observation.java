package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.fault.AckClock;
import dev.sluice.sandbox.fault.FaultProxy;
import dev.sluice.sandbox.fault.Line;
import dev.sluice.sandbox.fault.Pause;
import dev.sluice.sandbox.fault.Traffic;
import dev.sluice.sandbox.fault.Unanswered;
import dev.sluice.sandbox.machine.EnvironmentException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Looks at the wire while one fault happens. In this order: {@link #strikes}, the fault, {@link #struck}, its end, {@link #putRight}, {@link
 * #awaitRecovery}.
 */
final class Observation {

    private static final Duration LONGEST_WAIT_FOR_TRAFFIC = Duration.ofSeconds(5);
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(120);
    private static final Duration LOOK = Duration.ofMillis(2);
    /** An answer that had already left may still be on its way through the proxy. */
    private static final Duration ANSWERS_UNDER_WAY = Duration.ofMillis(50);

    private final FaultProxy proxy;
    private final PlannedFault fault;
    private final long campaignBegan;
    private final LongSupplier spool;
    private final LongSupplier nanoTime;
    private final Pause pause;

    private Collection<String> devices = List.of();
    private boolean everybody;
    private Traffic.Figures before;
    private Unanswered unanswered;
    private long struckAt;
    private long putRightAt;
    private int caught;
    private long spooled;
    private String note = "";

    /** @param spool how many records wait in the bridge's journal */
    Observation(
            FaultProxy proxy,
            PlannedFault fault,
            long campaignBegan,
            LongSupplier spool,
            LongSupplier nanoTime,
            Pause pause) {
        this.proxy = proxy;
        this.fault = fault;
        this.campaignBegan = campaignBegan;
        this.spool = spool;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** The next thing that happens strikes everybody. */
    void strikes() {
        everybody = true;
        devices = proxy.traffic().acks().devices();
        begin(proxy.lines());
    }

    /** The next thing that happens strikes these. */
    void strikes(List<Line> lines) {
        devices = lines.stream().map(Line::clientId).distinct().toList();
        begin(lines);
    }

    private void begin(List<Line> lines) {
        before = proxy.traffic().figures();
        spooled = spool.getAsLong();
        awaitTraffic(lines);
        struckAt = nanoTime.getAsLong();
        proxy.traffic().acks().watchGaps(struckAt);
    }

    private void awaitTraffic(List<Line> lines) {
        long deadline = nanoTime.getAsLong() + LONGEST_WAIT_FOR_TRAFFIC.toNanos();
        unanswered = proxy.unanswered(lines);
        while (unanswered.count() == 0 && nanoTime.getAsLong() < deadline) {
            waited(LOOK);
            unanswered = proxy.unanswered(lines);
        }
    }

    /** What matters is on its way now, rather than when it began: a process takes a moment to freeze, and messages run into it then. */
    void countAgain() {
        awaitTraffic(proxy.lines());
    }

    /** The same, on these lines only. */
    void countAgain(List<Line> lines) {
        unanswered = proxy.unanswered(lines);
    }

    /** It has happened. */
    void struck() {
        waited(ANSWERS_UNDER_WAY);
        caught = unanswered.stillUnanswered();
    }

    /** The cause is gone: from now on everything should come back by itself. */
    void putRight() {
        putRightAt = nanoTime.getAsLong();
    }

    void note(String note) {
        this.note = note;
    }

    /** Waits until every struck device has been acknowledged something again. */
    FaultEffect awaitRecovery() {
        AckClock acks = proxy.traffic().acks();
        long deadline = putRightAt + LONGEST_RECOVERY.toNanos();
        long flowedAt = 0;
        long silent = devices.size();
        while (silent > 0 && nanoTime.getAsLong() < deadline) {
            waited(LOOK);
            silent = acks.silentSince(devices, putRightAt);
            if (flowedAt == 0 && silent < devices.size()) {
                flowedAt = nanoTime.getAsLong();
            }
        }
        long now = nanoTime.getAsLong();
        Traffic.Figures during = proxy.traffic().figures().since(before);
        return new FaultEffect(
                fault,
                millis(struckAt - campaignBegan),
                devices.size(),
                unanswered.count(),
                caught,
                spooled,
                millis(putRightAt - struckAt),
                millis(everybody ? acks.longestGap(now) : acks.longestGap(devices, now)),
                millis((flowedAt == 0 ? now : flowedAt) - putRightAt),
                millis(now - putRightAt),
                during.connections(),
                during.sessionsFound(),
                during.markedAsRepeats(),
                silent == 0,
                silent == 0
                        ? note
                        : silent + " devices were not acknowledged anything for " + LONGEST_RECOVERY.toSeconds()
                                + " s. " + note);
    }

    private void waited(Duration time) {
        try {
            pause.pass(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("Interrupted in the middle of a fault.", e);
        }
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }
}
