package dev.sluice.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.simulator.measure.Measured;
import dev.sluice.simulator.measure.SimulatedRun;
import dev.sluice.simulator.report.Verdict;
import dev.sluice.simulator.scenario.Objectives;
import dev.sluice.simulator.scenario.Span;
import org.junit.jupiter.api.Test;

class ObjectiveTest {

    private final Measured measured = SimulatedRun.measured();
    private final long p99Nanos = measured.latencies().sinceDue().getValueAtPercentile(99) * 1_000;

    @Test
    void latencyIsHeldToTheNanosecondAndCountsFromWhenMessagesWereDue() {
        assertThat(Objective.judge(p99(new Span(p99Nanos)), measured))
                .singleElement()
                .matches(Verdict::held)
                .extracting(Verdict::objective)
                .asString()
                .startsWith("p99 at most");
        assertThat(Objective.judge(p99(new Span(p99Nanos - 1_000)), measured))
                .singleElement()
                .matches(verdict -> !verdict.held());
    }

    @Test
    void whatWasTakenIsHeldAgainstWhatWasDue() {
        double achieved = Objective.achieved(measured);

        assertThat(achieved)
                .isEqualTo(Math.min(
                        1,
                        (double) measured.totals().acknowledged()
                                / measured.totals().offered()));
        assertThat(Objective.judge(new Objectives(null, null, null, achieved), measured))
                .singleElement()
                .matches(Verdict::held);
        assertThat(Objective.judge(new Objectives(null, null, null, achieved + 1e-6), measured))
                .singleElement()
                .matches(verdict -> !verdict.held());
    }

    @Test
    void whatIsNotAskedForIsNotJudged() {
        assertThat(Objective.judge(new Objectives(null, null, null, null), measured))
                .isEmpty();
    }

    private static Objectives p99(Span most) {
        return new Objectives(null, most, null, null);
    }
}
