package dev.sluice.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.simulator.measure.Measured;
import dev.sluice.simulator.measure.SimulatedRun;
import dev.sluice.simulator.report.Verdict;
import dev.sluice.simulator.scenario.Objectives;
import dev.sluice.simulator.scenario.Scenario;
import dev.sluice.simulator.scenario.ScenarioReader;
import dev.sluice.simulator.scenario.Span;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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

    @Test
    void aFleetIsHeldToItsOwnObjectivesAndNamed() throws Exception {
        Scenario scenario = ScenarioReader.read("s", """
                fleets:
                  - {prefix: a-, every: 1s, topic: t, payload: {format: bytes, size: 1}, objectives: {p99: 1us}}
                  - {prefix: b-, every: 1s, topic: t, payload: {format: bytes, size: 1}, objectives: {p99: 1h}}
                objectives: {p50: 1h}
                """, Path.of(""));
        RunOutcome outcome =
                new RunOutcome(measured, Map.of("a-", measured, "b-", measured), null, false, Optional.empty());

        assertThat(Objective.judge(scenario, outcome))
                .extracting(Verdict::objective, Verdict::held)
                .containsExactly(
                        tuple("p50 at most 3600000.0 ms", true),
                        tuple("a-: p99 at most 0.00 ms", false),
                        tuple("b-: p99 at most 3600000.0 ms", true));
    }
}
