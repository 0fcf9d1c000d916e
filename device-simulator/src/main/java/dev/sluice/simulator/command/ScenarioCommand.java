package dev.sluice.simulator.command;

import dev.sluice.simulator.endtoend.EndToEnd;
import dev.sluice.simulator.ledger.LedgerFile;
import dev.sluice.simulator.progress.LiveView;
import dev.sluice.simulator.progress.Terminal;
import dev.sluice.simulator.readback.KafkaAwayException;
import dev.sluice.simulator.readback.KafkaLoginException;
import dev.sluice.simulator.report.ReportFile;
import dev.sluice.simulator.report.RunReport;
import dev.sluice.simulator.report.RunText;
import dev.sluice.simulator.report.Setup;
import dev.sluice.simulator.report.Verdict;
import dev.sluice.simulator.run.Arrivals;
import dev.sluice.simulator.run.Objective;
import dev.sluice.simulator.run.RunOutcome;
import dev.sluice.simulator.run.RunPlan;
import dev.sluice.simulator.run.ScenarioRun;
import dev.sluice.simulator.scenario.Scenario;
import dev.sluice.simulator.scenario.ScenarioException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that runs one scenario once, measures it, and writes reports. */
abstract class ScenarioCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ScenarioOptions scenarios;

    @Mixin
    private DestinationOptions destinations;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write a report there, in the form that its ending names: " + ReportFile.ENDINGS
                    + ". May be given several times.")
    private List<Path> reports = List.of();

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description =
                    "Write there what was sent and acknowledged, every two seconds and at the end, for: simulate verify.")
    private Path ledger;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private WarmUpOption warmUp;

    @Mixin
    private RunOptions options;

    /** How long to publish; null = as the scenario says. */
    abstract Double seconds();

    /** How long a run of so many seconds (0 = nobody knows) warms up. */
    double warmUp(WarmUpOption option, double runSeconds) {
        return option.seconds(runSeconds);
    }

    /** Judges what came out, beyond the scenario's objectives. */
    RunReport judged(RunReport report) {
        return report;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunPlan plan;
        Optional<EndToEnd> endToEnd;
        try {
            reports.forEach(ReportFile::check);
            options.check();
            Scenario scenario = scenarios.read(seconds());
            plan = new RunPlan(
                    scenario,
                    destinations.destination(),
                    scenarios.folder(),
                    options.connectSeconds(),
                    options.waitAcksSeconds(),
                    Optional.ofNullable(ledger).map(LedgerFile::new),
                    warmUp(warmUp, scenario.duration().seconds()));
            endToEnd = kafka.endToEnd();
        } catch (ScenarioException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ExitCode.USAGE;
        } catch (KafkaAwayException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ExitCode.ENVIRONMENT;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        destinations.warning().ifPresent(spec.commandLine().getErr()::println);
        try {
            return run(plan, endToEnd);
        } catch (KafkaLoginException e) {
            spec.commandLine().getErr().println(e.getMessage() + ". Nothing was run.");
            return ExitCode.ENVIRONMENT;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } finally {
            endToEnd.ifPresent(EndToEnd::close);
        }
    }

    private int run(RunPlan plan, Optional<EndToEnd> endToEnd)
            throws IOException, InterruptedException, KafkaLoginException {
        if (endToEnd.isPresent()) {
            endToEnd.get().start(kafka.patience().plus(Duration.ofSeconds(1)));
        }
        String title = plan.scenario().name();
        LiveView view = new LiveView(
                System.out,
                Terminal.detect(options.quiet()),
                System::nanoTime,
                title + " → " + plan.destination().address(),
                plan.scenario().duration().seconds());
        Arrivals arrivals = endToEnd.<Arrivals>map(looking -> looking).orElse(Arrivals.NOBODY_LOOKS);
        ScenarioRun run = new ScenarioRun(plan, options.factory(), arrivals, view::show);
        return new StopSignal(run::stop).whileRunning(() -> {
            RunOutcome outcome;
            try (view) {
                outcome = run.run();
            }
            return report(plan, outcome, endToEnd);
        });
    }

    private int report(RunPlan plan, RunOutcome outcome, Optional<EndToEnd> endToEnd) throws IOException {
        RunReport report = RunReport.of(
                plan.scenario().name(),
                ScenarioSetup.of(plan, outcome, ScenarioSetup.command(spec)),
                outcome.measured(),
                outcome.interrupted());
        for (Verdict verdict : Objective.judge(plan.scenario(), outcome)) {
            report = report.judged(verdict);
        }
        report = judged(report);
        for (String warning : endToEnd.map(EndToEnd::warnings).orElse(List.of())) {
            report = report.warned(warning);
        }
        if (outcome.failure().isPresent()) {
            report = report.warned(outcome.failure().get());
        }
        for (Path file : reports) {
            ReportFile.write(file, report);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (outcome.failure().isPresent()) {
            spec.commandLine().getErr().println(outcome.failure().get());
        } else {
            RunText.of(report).forEach(out::println);
            report.setup().details().forEach((name, text) -> {
                if (name.startsWith(Setup.RESULT)) {
                    out.println(name + ": " + text);
                }
            });
        }
        reports.forEach(file -> out.println("report: " + file));
        out.flush();
        if (outcome.failure().isPresent()) {
            return ExitCode.ENVIRONMENT;
        }
        if (outcome.interrupted()) {
            return ExitCode.INTERRUPTED;
        }
        boolean nothing = outcome.counts().acknowledged() + outcome.counts().unanswerable() == 0;
        return nothing || !report.passed() ? ExitCode.CHECK_FAILED : ExitCode.GOOD;
    }
}
