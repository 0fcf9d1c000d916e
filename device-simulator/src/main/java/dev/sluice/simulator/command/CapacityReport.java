package dev.sluice.simulator.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sluice.simulator.report.RateSearch;
import dev.sluice.simulator.report.ReportFile;
import dev.sluice.simulator.report.ReportTable;
import dev.sluice.simulator.report.RunReport;
import dev.sluice.simulator.report.TriedRate;
import dev.sluice.simulator.report.Verdict;
import dev.sluice.simulator.run.CapacityGoal;
import dev.sluice.simulator.run.CapacityStep;
import dev.sluice.simulator.run.RateTrial;
import dev.sluice.simulator.run.RunPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What a search for capacity came to.
 *
 * @param failure why it could not go on; empty = it could
 */
record CapacityReport(
        RunPlan plan,
        CapacityGoal goal,
        List<CapacityStep> steps,
        OptionalDouble found,
        Optional<String> failure,
        boolean interrupted) {

    static final List<String> HEAD = List.of("offered/s", "due/s", "taken/s", "p50", "p99", "");

    static final String NOT_BY_DAY =
            "Diurnal arrivals come at random here, at a rate that does not change with the hour.";

    /** @throws IllegalArgumentException when a file's ending names no form that a search can have */
    static void check(List<Path> reports) {
        for (Path file : reports) {
            ReportFile.check(file);
            if (file.toString().endsWith(".hgrm")) {
                throw new IllegalArgumentException(
                        "--report " + file
                                + ": a search is many runs at many rates, which have no percentiles in common; use .html or .json");
            }
        }
    }

    /** A step in words; as long as {@link #HEAD}. */
    static List<String> row(CapacityStep step) {
        return List.of(
                CapacityWords.count(step.offered()),
                CapacityWords.count(step.due()),
                CapacityWords.count(step.taken()),
                CapacityWords.millis(step.p50Millis()),
                CapacityWords.millis(step.p99Millis()),
                (step.held() ? "holds" : "does not hold: " + step.failure())
                        + (step.confirming() ? " (confirming)" : ""));
    }

    /** The report of one of its runs, with answer and steps on top. */
    RunReport of(RateTrial.Shown shown, String command) {
        RunPlan itsPlan = new RunPlan(
                plan.scenario().steady().withRate(shown.messagesPerSecond()),
                plan.destination(),
                plan.folder(),
                plan.connectSeconds(),
                plan.waitAcksSeconds(),
                plan.ledger(),
                shown.outcome().measured().warmUpSeconds());
        CapacityWords words = words();
        RunReport report = RunReport.of(
                        plan.scenario().name() + ": capacity",
                        ScenarioSetup.of(itsPlan, shown.outcome(), command),
                        shown.outcome().measured(),
                        interrupted)
                .concluded(words.conclusion(shown.messagesPerSecond()))
                .judged(new Verdict(
                        "a rate holds " + words.objectives(),
                        found.isPresent(),
                        found.isPresent() ? CapacityWords.count(found.getAsDouble()) + "/s" : "none was confirmed"))
                .searched(search())
                .tabled(table());
        return failure.isPresent() ? report.warned(failure.get()) : report;
    }

    CapacityWords words() {
        return new CapacityWords(goal, steps, found, failure.isPresent(), interrupted);
    }

    private RateSearch search() {
        return new RateSearch(
                goal.p99Millis(),
                goal.achieved(),
                found.isPresent() ? found.getAsDouble() : null,
                steps.stream()
                        .map(step -> new TriedRate(
                                step.offered(),
                                step.due(),
                                step.taken(),
                                known(step.p50Millis()),
                                known(step.p99Millis()),
                                step.confirming(),
                                step.failure()))
                        .toList());
    }

    private static Double known(double millis) {
        return Double.isNaN(millis) ? null : millis;
    }

    private ReportTable table() {
        return new ReportTable(
                "Steps of the search",
                String.format(
                        Locale.ROOT,
                        "Each is a run of its own, timed from when all devices are connected. Of its seconds, after the first %.0f %%, nine in ten must have a "
                                + "p99 within the objective: p99 is that of the worst of these nine, p50 the median. Due and taken are of the same seconds.%s",
                        goal.warmUp() * 100,
                        plan.scenario().isSteady() ? "" : " " + NOT_BY_DAY),
                HEAD,
                steps.stream().map(CapacityReport::row).toList(),
                IntStream.range(0, steps.size())
                        .filter(i -> !steps.get(i).held())
                        .boxed()
                        .toList());
    }

    /** Answer and steps for other programs. */
    void writeFigures(Path json) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("format", "sluice-capacity/1");
        fields.put("messagesPerSecond", found.isPresent() ? found.getAsDouble() : null);
        fields.put("failure", failure.orElse(null));
        fields.put("goal", goal);
        fields.put("steps", steps);
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), fields);
    }
}
