package dev.sluice.simulator.run;

import dev.sluice.simulator.measure.Measured;
import dev.sluice.simulator.report.Verdict;
import dev.sluice.simulator.scenario.FleetSpec;
import dev.sluice.simulator.scenario.Objectives;
import dev.sluice.simulator.scenario.Scenario;
import dev.sluice.simulator.scenario.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Holds a run to its scenario's objectives, from the end of its warm-up on. */
public final class Objective {

    private Objective() {}

    /** One verdict for each objective of the scenario, and for each of one of its fleets, which then is named. */
    public static List<Verdict> judge(Scenario scenario, RunOutcome outcome) {
        List<Verdict> verdicts = new ArrayList<>(judge(scenario.objectives(), outcome.measured()));
        for (FleetSpec fleet : scenario.fleets()) {
            judge(fleet.objectives(), outcome.ofFleets().get(fleet.prefix()))
                    .forEach(verdict -> verdicts.add(
                            new Verdict(fleet.prefix() + ": " + verdict.objective(), verdict.held(), verdict.found())));
        }
        return verdicts;
    }

    /** One verdict for each objective that is set; latency is judged from when messages were due. */
    public static List<Verdict> judge(Objectives objectives, Measured measured) {
        List<Verdict> verdicts = new ArrayList<>();
        Histogram sinceDue = measured.latencies().sinceDue();
        latency("p50", 50, objectives.p50(), sinceDue, verdicts);
        latency("p99", 99, objectives.p99(), sinceDue, verdicts);
        latency("p99.9", 99.9, objectives.p999(), sinceDue, verdicts);
        if (objectives.achieved() != null) {
            double achieved = achieved(measured);
            verdicts.add(new Verdict(
                    String.format(Locale.ROOT, "at least %.1f %% of what is due is taken", objectives.achieved() * 100),
                    achieved >= objectives.achieved(),
                    String.format(Locale.ROOT, "%.2f %%", achieved * 100)));
        }
        return verdicts;
    }

    /** Messages acknowledged, or sent where nobody acknowledges, for each that was due. */
    static double achieved(Measured measured) {
        return measured.totals().achieved();
    }

    private static void latency(String name, double percentile, Span most, Histogram micros, List<Verdict> verdicts) {
        if (most == null) {
            return;
        }
        long found = micros.getValueAtPercentile(percentile);
        verdicts.add(new Verdict(
                String.format(Locale.ROOT, "%s at most %s", name, text(most.nanos() / 1e6)),
                micros.getTotalCount() > 0 && found * 1_000 <= most.nanos(),
                micros.getTotalCount() > 0 ? text(found / 1e3) : "nothing was acknowledged"));
    }

    private static String text(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.1f ms", millis);
    }
}
