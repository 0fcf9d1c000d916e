package dev.sluice.simulator.command;

import dev.sluice.simulator.progress.Figures;
import dev.sluice.simulator.report.RunReport;
import dev.sluice.simulator.report.Verdict;
import dev.sluice.simulator.run.Drift;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code simulate soak}. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a scenario for long, and compares p99 of the run's last third with that of its first: does anything drift?",
            "The first tenth, at most a minute, is for warming up and does not count."
        },
        footer = {
            "",
            "Exit codes: 0 good; 1 it drifts, an objective was missed, or nothing was taken; 2 usage, or a scenario that cannot be run; 3 no "
                    + "broker, or a file cannot be used; 130 told to stop, with its reports written."
        })
final class SoakCommand extends ScenarioCommand {

    private static final double LONGEST_WARM_UP = 60;

    @Option(
            names = "--seconds",
            defaultValue = "1800",
            paramLabel = "S",
            description = "Publish for so long. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(
            names = "--drift",
            defaultValue = "1.2",
            paramLabel = "RATIO",
            description = "How many times the first third's p99 the last third's may be. Default: ${DEFAULT-VALUE}.")
    private double mostDrift;

    @Override
    Double seconds() {
        return seconds;
    }

    @Override
    RunReport judged(RunReport report) {
        Drift drift = Drift.of(report.series(), Math.min(LONGEST_WARM_UP, report.seconds() / 10));
        String thirds = drift.p99Micros().stream()
                .map(micros -> micros.isNaN() ? "-" : Figures.micros(Math.round(micros)))
                .collect(Collectors.joining(", "));
        return report.judged(new Verdict(
                String.format(Locale.ROOT, "p99 of the last third at most %.2f times that of the first", mostDrift),
                drift.ratio() <= mostDrift,
                String.format(Locale.ROOT, "%.2f times; thirds %s", drift.ratio(), thirds)));
    }
}
