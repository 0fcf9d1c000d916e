package dev.sluice.simulator.command;

import dev.sluice.simulator.compare.Comparison;
import dev.sluice.simulator.compare.Threshold;
import dev.sluice.simulator.report.ReportFile;
import dev.sluice.simulator.report.ReportFormatException;
import dev.sluice.simulator.report.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code simulate compare}. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Holds reports of runs (--report FILE.json) against the first of them: ratios of throughput, latencies, CPU per message and "
                    + "errors, and what makes the runs no fair match.",
            "A ratio above 1 is more: good for throughput, bad for everything else."
        },
        footer = {
            "",
            "Figures: throughput; p50 p90 p99 p99.9 p99.99 max (from due to acknowledged), sent-p50 … (from sent), kafka-p50 … (device to "
                    + "Kafka); errors; reconnects; cpu (of the generator, a message), cpu-NAME (of another program).",
            "Exit codes: 0 good; 1 a --fail-if holds; 2 usage, or a file is no report; 3 a file cannot be read."
        })
final class CompareCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "2..*",
            paramLabel = "REPORT.json",
            description = "The first is what the others are compared with.")
    private List<Path> files;

    @Option(
            names = "--fail-if",
            paramLabel = "FIGURE>RATIO",
            description =
                    "Fail when a ratio is beyond this, as in 'p99>1.2' or 'throughput<0.95'; so does a figure that was not "
                            + "measured in both. May be repeated.")
    private List<String> failIf = List.of();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<RunReport> reports = new ArrayList<>();
        boolean failed = false;
        try {
            List<Threshold> thresholds = failIf.stream().map(Threshold::parse).toList();
            for (Path file : files) {
                reports.add(ReportFile.read(file));
            }
            for (int i = 1; i < files.size(); i++) {
                failed |=
                        compare(files.get(0), files.get(i), new Comparison(reports.get(0), reports.get(i)), thresholds);
            }
        } catch (ReportFormatException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ExitCode.USAGE;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        out.flush();
        return failed ? ExitCode.CHECK_FAILED : ExitCode.GOOD;
    }

    /** Whether a threshold was passed. */
    private boolean compare(Path base, Path other, Comparison comparison, List<Threshold> thresholds) {
        PrintWriter out = spec.commandLine().getOut();
        List<String> failures = comparison.failures(thresholds);
        comparison.table(name(base), name(other)).forEach(out::println);
        comparison.differences().forEach(difference -> out.println("not comparable: " + difference));
        failures.forEach(failure -> out.println("FAILED " + failure));
        out.println();
        return !failures.isEmpty();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
