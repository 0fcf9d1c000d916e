package dev.sluice.simulator.command;

import dev.sluice.simulator.report.ReportFile;
import dev.sluice.simulator.run.CapacityException;
import dev.sluice.simulator.run.CapacityGoal;
import dev.sluice.simulator.run.CapacitySearch;
import dev.sluice.simulator.run.CapacityStep;
import dev.sluice.simulator.run.Onlooker;
import dev.sluice.simulator.run.RateTrial;
import dev.sluice.simulator.run.RunPlan;
import dev.sluice.simulator.scenario.Scenario;
import dev.sluice.simulator.scenario.ScenarioException;
import dev.sluice.simulator.scenario.Span;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code simulate capacity}. */
@Command(
        name = "capacity",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Searches the highest rate that holds a latency objective: doubles it until it does not, halves the gap, and tries the answer "
                    + "three times as long.",
            "Each rate is a run of its own with new connections; the first one is repeated, because it finds everything cold. Its time begins when all devices are connected, and its "
                    + "beginning does not count (--warm-up).",
            "Arrivals keep their shape, except that diurnal ones come at random, at a rate that does not change with the hour."
        },
        footer = {
            "",
            "Exit codes: 0 a capacity was found; 1 not even the first rate holds; 2 usage, or a scenario that cannot be run; 3 no broker, "
                    + "or the generator gave way before the broker did; 130 told to stop."
        })
final class CapacityCommand implements Callable<Integer> {

    private static final String ROW = "%12s  %12s  %12s  %10s  %10s  %s%n";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ScenarioOptions scenarios;

    @Mixin
    private DestinationOptions destinations;

    @Option(
            names = "--p99",
            defaultValue = "100ms",
            paramLabel = "TIME",
            description =
                    "Objective: p99 from when a message was due to its acknowledgement. Default: ${DEFAULT-VALUE}.")
    private String p99;

    @Option(
            names = "--achieved",
            defaultValue = "0.99",
            paramLabel = "SHARE",
            description = "Objective: acknowledged messages for each that was due. Default: ${DEFAULT-VALUE}.")
    private double achieved;

    @Option(
            names = "--from",
            defaultValue = "1000",
            paramLabel = "MSGS_PER_SECOND",
            description = "The first rate. Default: ${DEFAULT-VALUE}.")
    private double from;

    @Option(
            names = "--to",
            defaultValue = "10000000",
            paramLabel = "MSGS_PER_SECOND",
            description = "Try nothing beyond this. Default: ${DEFAULT-VALUE}.")
    private double to;

    @Option(
            names = "--precision",
            defaultValue = "0.05",
            paramLabel = "SHARE",
            description = "How near the answer must be. Default: ${DEFAULT-VALUE}.")
    private double precision;

    @Option(
            names = "--step",
            defaultValue = "10",
            paramLabel = "S",
            description = "How long each rate is tried, 4 or more. Default: ${DEFAULT-VALUE}.")
    private double step;

    @Option(names = "--json", paramLabel = "FILE", description = "Write answer and steps there as JSON.")
    private Path json;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Write a report there: the answer, the steps, and the run that confirmed it; .html or .json. May be given "
                            + "several times.")
    private List<Path> reports = List.of();

    @Mixin
    private WarmUpOption warmUp;

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunPlan plan;
        CapacityGoal goal;
        try {
            CapacityReport.check(reports);
            options.check();
            goal = goal();
            Scenario scenario = scenarios.read();
            plan = new RunPlan(
                    scenario,
                    destinations.destination(),
                    scenarios.folder(),
                    options.connectSeconds(),
                    options.waitAcksSeconds(),
                    Optional.empty());
        } catch (ScenarioException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ExitCode.USAGE;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        destinations.warning().ifPresent(spec.commandLine().getErr()::println);
        RateTrial trial = new RateTrial(plan, goal, options::factory, Onlooker.NOBODY);
        CapacitySearch search = new CapacitySearch(goal, trial, this::show);
        return new StopSignal(trial::stop).whileRunning(() -> search(plan, goal, trial, search));
    }

    private CapacityGoal goal() {
        if (!(from > 0) || !(to >= from) || !(precision >= 0.01 && precision <= 1) || !(step >= 4)) {
            throw new IllegalArgumentException(
                    "--from must be more than 0, --to not less, --precision 0.01 to 1, --step at least 4");
        }
        if (!(achieved > 0 && achieved <= 1)) {
            throw new IllegalArgumentException("--achieved must be more than 0, and 1 at most");
        }
        double millis;
        try {
            millis = Span.parse(p99).nanos() / 1e6;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--p99: " + e.getMessage(), e);
        }
        double share = warmUp.given().isPresent() ? warmUp.seconds(step) / step : CapacityGoal.WARM_UP;
        return new CapacityGoal(millis, achieved, from, to, precision, step, share);
    }

    private int search(RunPlan plan, CapacityGoal goal, RateTrial trial, CapacitySearch search)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s → %s: the highest rate with p99 at most %s and %.1f %% taken, %.0f s a step%n",
                plan.scenario().name(), plan.destination().address(), p99, achieved * 100, step);
        if (!plan.scenario().isSteady()) {
            out.println(CapacityReport.NOT_BY_DAY);
        }
        out.printf(ROW, CapacityReport.HEAD.toArray());
        out.flush();
        OptionalDouble found = OptionalDouble.empty();
        Optional<String> failure = Optional.empty();
        try {
            trial.warmUp();
            found = search.find();
        } catch (CapacityException e) {
            failure = Optional.of(e.getMessage());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        CapacityReport report = new CapacityReport(plan, goal, search.steps(), found, failure, trial.isStopped());
        if (json != null) {
            report.writeFigures(json);
        }
        for (Path file : trial.shown().isPresent() ? reports : List.<Path>of()) {
            ReportFile.write(file, report.of(trial.shown().get(), ScenarioSetup.command(spec)));
            out.println("report: " + file);
        }
        if (trial.isStopped()) {
            out.println("Told to stop: no capacity was confirmed.");
            out.flush();
            return ExitCode.INTERRUPTED;
        }
        if (failure.isPresent()) {
            spec.commandLine().getErr().println(failure.get());
            return ExitCode.ENVIRONMENT;
        }
        out.println(report.words().line());
        out.flush();
        return found.isPresent() ? ExitCode.GOOD : ExitCode.CHECK_FAILED;
    }

    private void show(CapacityStep tried) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(ROW, CapacityReport.row(tried).toArray());
        out.flush();
    }
}
