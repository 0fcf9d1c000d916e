package dev.sluice.simulator.command;

import dev.sluice.simulator.progress.Figures;
import dev.sluice.simulator.report.Conclusion;
import dev.sluice.simulator.report.ReportTable;
import dev.sluice.simulator.report.RunReport;
import dev.sluice.simulator.report.Verdict;
import dev.sluice.simulator.run.Drift;
import dev.sluice.simulator.run.Third;
import java.util.ArrayList;
import java.util.List;
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
            "Runs a scenario for long, and compares p99 and errors of the run's last third with those of its first: does anything drift?",
            "The first tenth, at most a minute, is for warming up and does not count (--warm-up)."
        },
        footer = {
            "",
            "Exit codes: 0 good; 1 it drifts, an objective was missed, or nothing was taken; 2 usage, or a scenario that cannot be run; 3 no "
                    + "broker, or a file cannot be used; 130 told to stop, with its reports written."
        })
final class SoakCommand extends ScenarioCommand {

    private static final double WARM_UP = 0.1;
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
    double warmUp(WarmUpOption option, double runSeconds) {
        return option.seconds(runSeconds, WARM_UP, LONGEST_WARM_UP);
    }

    @Override
    RunReport judged(RunReport report) {
        Drift drift = Drift.of(report.series(), report.warmUpSeconds());
        Verdict latency = new Verdict(
                String.format(Locale.ROOT, "p99 of the last third at most %.2f times that of the first", mostDrift),
                drift.ratio() <= mostDrift,
                ratio(drift) + "; thirds "
                        + drift.p99Micros().stream().map(SoakCommand::micros).collect(Collectors.joining(", ")));
        Verdict errors = new Verdict(
                String.format(
                        Locale.ROOT,
                        "errors of the last third at most %.2f times those of the first, or 1 for 10,000 messages",
                        mostDrift),
                drift.errorsHold(mostDrift),
                drift.thirds().stream()
                        .map(third -> Figures.count(third.errors()))
                        .collect(Collectors.joining(", ", "thirds ", "")));
        boolean good = latency.held() && errors.held();
        return report.judged(latency)
                .judged(errors)
                .concluded(new Conclusion(
                        ratio(drift).replace(" times", " ×"),
                        "p99 of the last third for the first's",
                        String.format(Locale.ROOT, "at most %.2f × is no drift", mostDrift),
                        good,
                        good
                                ? "Nothing drifted: p99 of the last third was " + ratio(drift) + " that of the first."
                                : "It drifts, or it cannot be said that it does not: the objectives below say where."))
                .tabled(table(drift));
    }

    private static ReportTable table(Drift drift) {
        String[] names = {"first", "second", "last"};
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            Third third = drift.thirds().get(i);
            rows.add(List.of(
                    names[i],
                    Math.round(third.from()) + " s to " + Math.round(third.to()) + " s",
                    perSecond(third.offered()),
                    perSecond(third.taken()),
                    micros(third.p50Micros()),
                    micros(third.p99Micros()),
                    Figures.count(third.errors())));
        }
        return new ReportTable(
                "Thirds of the run",
                "Percentiles are medians of those of the third's seconds, so that one bad second is no drift. Errors are failed attempts to connect, lost "
                        + "connections and refused messages; faults made on purpose are not among them.",
                List.of("third", "from … to", "offered", "taken", "p50", "p99", "errors"),
                rows,
                List.of());
    }

    private static String ratio(Drift drift) {
        return Double.isNaN(drift.ratio()) ? "–" : String.format(Locale.ROOT, "%.2f times", drift.ratio());
    }

    private static String perSecond(double rate) {
        return Figures.count(Math.round(rate)) + "/s";
    }

    private static String micros(double micros) {
        return Double.isNaN(micros) ? "–" : Figures.micros(Math.round(micros));
    }
}
