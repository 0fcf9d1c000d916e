package dev.sluice.simulator.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunMeasuresTest {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private final FakeHost host = new FakeHost();
    private final Meter meter = new Meter();
    private long now;
    private final RunMeasures measures =
            new RunMeasures(List.of(meter, new Meter()), RunMeasures.NOBODY_LOOKS, host, () -> now);

    /**
     * 1,000 messages a second for ten seconds, each answered a millisecond after it left. In the sixth second the broker stands still: nothing
     * leaves, since the window is full, and then everything at once. Who counts from leaving sees nothing of it.
     */
    @Test
    void aBrokerThatStandsStillForASecondIsSeenInFull() {
        for (long due = 0; due < 10_000 * MILLI; due += MILLI) {
            long left = due >= 5 * SECOND && due < 6 * SECOND ? 6 * SECOND : due;
            meter.sent(due, left);
            meter.acknowledged(due, left, left + MILLI);
        }
        now = 10 * SECOND;

        Latencies latencies = measures.stop().latencies();

        assertThat(latencies.sinceDue().getValueAtPercentile(50)).isCloseTo(1_000, withPercentage(0.2));
        assertThat(latencies.sinceDue().getValueAtPercentile(99)).isCloseTo(901_000, withPercentage(0.2));
        assertThat(latencies.sinceDue().getMaxValue()).isCloseTo(1_001_000, withPercentage(0.2));
        assertThat(latencies.sinceSent().getValueAtPercentile(99)).isCloseTo(1_000, withPercentage(0.2));
        assertThat(latencies.sendLag().getMaxValue()).isCloseTo(1_000_000, withPercentage(0.2));
    }

    @Test
    void eachSecondHasWhatHappenedInIt() {
        meter.connected(false, 5 * MILLI);
        meter.due(3, 0);
        meter.sent(0, MILLI);
        meter.sent(0, MILLI);
        meter.acknowledged(0, MILLI, 4 * MILLI);
        after(SECOND);
        meter.disconnected("connection lost");
        meter.connectFailed("0x88 server unavailable");
        meter.connectFailed("0x88 server unavailable");
        meter.connected(true, 9 * MILLI);
        meter.repeated(2);
        meter.refused("0x97 quota exceeded");
        meter.fault("drop");
        meter.gaveUp(4);
        host.cpuNanos += SECOND;
        after(SECOND);

        Measured measured = measures.stop();

        assertThat(measured.series()).hasSize(2);
        Second first = measured.series().get(0);
        assertThat(first.offered()).isEqualTo(3);
        assertThat(first.sent()).isEqualTo(2);
        assertThat(first.acknowledged()).isEqualTo(1);
        assertThat(first.sinceDue()).isEqualTo(new Percentiles(1, 4_001, 4_001, 4_001, 4_001));
        assertThat(first.sinceSent().p50()).isEqualTo(3_001);
        assertThat(first.generator().sendLag().max()).isEqualTo(1_000);
        assertThat(first.connected()).isEqualTo(1);
        Second next = measured.series().get(1);
        assertThat(next.at()).isEqualTo(1);
        assertThat(next.length()).isEqualTo(1);
        assertThat(next.offered()).isZero();
        assertThat(next.sinceDue()).isEqualTo(Percentiles.NONE);
        assertThat(next.errors())
                .containsOnly(
                        Map.entry("connection lost", 1L),
                        Map.entry("0x88 server unavailable", 2L),
                        Map.entry("0x97 quota exceeded", 1L));
        assertThat(next.faults()).containsOnlyKeys("drop");
        assertThat(next.connected()).isEqualTo(1);
        assertThat(next.connecting().max()).isEqualTo(9_007);
        assertThat(next.generator().cpu()).isEqualTo(0.5);
        assertThat(measured.totals().failures()).isEqualTo(1 + 2 + 1 + 4);
        assertThat(measured.totals().repeated()).isEqualTo(2);
        assertThat(measured.totals().cpuSeconds()).isEqualTo(1);
    }

    @Test
    void whatFollowsOnTheLastWholeSecondIsCountedIntoIt() {
        after(SECOND);
        meter.sent(now, now);
        now += SECOND / 5;

        Measured measured = measures.stop();

        assertThat(measured.series()).hasSize(1);
        assertThat(measured.series().get(0).length()).isEqualTo(1.2);
        assertThat(measured.series().get(0).sent()).isEqualTo(1);
        assertThat(measures.stop()).isEqualTo(measured);
    }

    /** Two seconds of warm-up in which answers take 50 ms, then three in which they take one. */
    @Test
    void aWarmUpIsInTheSeriesAndInNothingElse() {
        measures.start(List.of(), 2);
        for (int second = 0; second < 5; second++) {
            long answer = second < 2 ? 50 * MILLI : MILLI;
            for (int i = 0; i < 100; i++) {
                meter.due(1, now);
                meter.sent(now, now);
                if (second != 1) {
                    meter.acknowledged(now, now, now + answer);
                }
            }
            after(SECOND);
        }

        Measured measured = measures.stop();

        assertThat(measured.warmUpSeconds()).isEqualTo(2);
        assertThat(measured.series().get(0).sinceDue().p99()).isCloseTo(50_000, withPercentage(0.2));
        assertThat(measured.latencies().sinceDue().getTotalCount()).isEqualTo(300);
        assertThat(measured.latencies().sinceDue().getMaxValue()).isCloseTo(1_000, withPercentage(0.2));
        assertThat(measured.latencies().sendLag().getTotalCount()).isEqualTo(300);
        assertThat(measured.totals().acknowledged()).isEqualTo(400);
        assertThat(measured.totals().achieved())
                .isEqualTo(1); // of those 100 that were lost while it warmed up nobody asks
    }

    /** Nobody knew at the start that it would be over after two seconds. */
    @Test
    void aWarmUpMayEndSoonerThanWasThoughtWhileItLasts() {
        measures.start(List.of(), 60);
        for (int second = 0; second < 5; second++) {
            meter.due(1, now);
            meter.sent(now, now);
            meter.acknowledged(now, now, now + MILLI);
            after(SECOND);
            if (second == 0) {
                measures.warmUpUntil(2);
            }
        }

        Measured measured = measures.stop();

        assertThat(measured.warmUpSeconds()).isEqualTo(2);
        assertThat(measured.latencies().sinceDue().getTotalCount()).isEqualTo(3);
        assertThat(measured.totals().dueWarming()).isEqualTo(2);
    }

    @Test
    void whatWasDueInTheWarmUpDoesNotCountHoweverLateItIsAnswered() {
        measures.start(List.of(), 1);
        meter.due(1, 0);
        meter.sent(0, 0);
        after(SECOND);
        after(SECOND);
        meter.acknowledged(0, 0, now);
        after(SECOND);

        Measured measured = measures.stop();

        assertThat(measured.series().get(2).sinceDue().count()).isEqualTo(1);
        assertThat(measured.latencies().sinceDue().getTotalCount()).isZero();
    }

    @Test
    void aGeneratorThatIsBusyWhileItWarmsUpWarnsOfNothing() {
        measures.start(List.of(), 2);
        for (int second = 0; second < 4; second++) {
            host.cpuNanos += second < 2 ? 2 * SECOND : SECOND / 10;
            after(SECOND);
        }

        assertThat(measures.stop().warnings()).isEmpty();
    }

    @Test
    void whatIsCutOffOnPurposeIsNoFailure() {
        meter.connected(false, MILLI);
        meter.connected(false, MILLI);
        meter.fault("storm");
        meter.cutOff();
        after(SECOND);

        Measured measured = measures.stop();

        assertThat(measured.totals().failures()).isZero();
        assertThat(measured.totals().cutOff()).isEqualTo(1);
        assertThat(measured.totals().errors()).isEmpty();
        assertThat(measured.totals().faults()).containsEntry("storm", 1L);
        assertThat(measured.series().get(0).connected()).isEqualTo(1);
    }

    @Test
    void aRunOfHoursKeepsItsShapeInTwoHoursWorthOfRows() {
        for (int second = 0; second < 15_000; second++) {
            meter.sent(now, now);
            if (second == 11_000) {
                meter.fault("drop");
            }
            after(SECOND);
        }

        Measured measured = measures.stop();

        assertThat(measured.series()).hasSizeBetween(3_600, 7_200);
        assertThat(measured.series()).allMatch(row -> row.sent() == row.length());
        assertThat(measured.series().stream().mapToLong(Second::sent).sum()).isEqualTo(15_000);
        Second struck = measured.series().stream()
                .filter(row -> !row.faults().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(11_000.5).isBetween(struck.at(), struck.at() + struck.length());
    }

    @Test
    void marksHaveTheirMoment() {
        now = 2_500 * MILLI;
        measures.mark("storm", "all devices reconnect");

        assertThat(measures.soFar().marks()).containsExactly(new Mark(2.5, "storm", "all devices reconnect"));
    }

    @Test
    void anIdleGeneratorWarnsOfNothing() {
        for (int i = 0; i < 1_000; i++) {
            meter.due(1, now);
            meter.sent(now, now);
            meter.acknowledged(now, now, now + MILLI);
        }
        host.cpuNanos += SECOND / 10;
        after(SECOND);

        assertThat(measures.stop().warnings()).isEmpty();
    }

    @Test
    void aGeneratorThatUsesAllItsCoresSaysSo() {
        for (int second = 0; second < 4; second++) {
            host.cpuNanos += 2 * SECOND;
            after(SECOND);
        }

        assertThat(measures.stop().warnings())
                .singleElement()
                .asString()
                .contains("more than 90 % of 2 cores in 100 %");
    }

    @Test
    void whoSendsLateAlthoughAcknowledgementsAreQuickIsTheBottleneck() {
        meter.due(200, now);
        for (int i = 0; i < 100; i++) {
            meter.sent(now, now + 50 * MILLI);
            meter.acknowledged(now, now + 50 * MILLI, now + 51 * MILLI);
        }
        after(SECOND);

        assertThat(measures.stop().warnings())
                .hasSize(2)
                .anyMatch(warning -> warning.contains("50 ms or more after they were due"))
                .anyMatch(warning -> warning.startsWith("Only 50 %"));
    }

    @Test
    void whoWaitsForASlowBrokerIsNot() {
        meter.due(200, now);
        for (int i = 0; i < 100; i++) {
            meter.sent(now, now + 50 * MILLI);
            meter.acknowledged(now, now + 50 * MILLI, now + 200 * MILLI);
        }
        after(SECOND);

        assertThat(measures.stop().warnings()).isEmpty();
    }

    @Test
    void threadsThatRunLateAreReported() {
        for (int i = 0; i < 100; i++) {
            meter.loopLate(i * MILLI);
        }
        after(SECOND);

        assertThat(measures.stop().warnings()).singleElement().asString().contains("ran late", "98 ms");
    }

    @Test
    void aPeerThatInventsReasonsFillsNoMemory() {
        for (int i = 0; i < 1_000; i++) {
            meter.refused("reason " + i);
        }
        after(SECOND);

        assertThat(measures.stop().totals().errors()).hasSize(65).containsEntry("other", 936L);
    }

    private void after(long nanos) {
        now += nanos;
        measures.sample();
    }
}
