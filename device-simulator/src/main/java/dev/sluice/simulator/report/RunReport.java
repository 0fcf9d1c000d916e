package dev.sluice.simulator.report;

import dev.sluice.simulator.measure.Latencies;
import dev.sluice.simulator.measure.Mark;
import dev.sluice.simulator.measure.Measured;
import dev.sluice.simulator.measure.Second;
import dev.sluice.simulator.measure.Totals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that is known of one run. Its fields are those of the JSON form; a change that a reader would notice needs a new
 * {@link #FORMAT}.
 *
 * @param format {@link #FORMAT}
 * @param title headline, for people
 * @param interrupted whether it was told to stop before its end
 * @param seconds from the start to the last look
 * @param warmUpSeconds at the beginning, in the series but in no latency and no verdict
 * @param cpuSeconds CPU time by program: {@code generator}, and whatever else somebody watched
 * @param warnings why the figures may not mean what they seem to
 * @param verdicts objectives that were set, and whether they were met
 * @param conclusion what a search or a comparison came to; null = there was none
 * @param tables beside it
 * @param search its steps, if it was one for a rate; null = it was not
 */
public record RunReport(
        String format,
        String title,
        Setup setup,
        Instant started,
        double seconds,
        double warmUpSeconds,
        boolean interrupted,
        Machine machine,
        Totals totals,
        Map<String, Double> cpuSeconds,
        Latencies latencies,
        List<Second> series,
        List<Mark> marks,
        List<String> warnings,
        List<Verdict> verdicts,
        Conclusion conclusion,
        List<ReportTable> tables,
        RateSearch search) {

    public static final String FORMAT = "sluice-run/1";
    /** Key of {@link #cpuSeconds()}. */
    public static final String GENERATOR = "generator";

    public RunReport {
        cpuSeconds = new TreeMap<>(cpuSeconds);
        series = List.copyOf(series);
        marks = List.copyOf(marks);
        warnings = List.copyOf(warnings);
        verdicts = List.copyOf(verdicts);
        tables = tables == null ? List.of() : List.copyOf(tables);
    }

    /** A run on this machine. */
    public static RunReport of(String title, Setup setup, Measured measured, boolean interrupted) {
        return new RunReport(
                FORMAT,
                title,
                setup,
                measured.started(),
                measured.seconds(),
                measured.warmUpSeconds(),
                interrupted,
                Machine.here(),
                measured.totals(),
                Map.of(GENERATOR, measured.totals().cpuSeconds()),
                measured.latencies(),
                measured.series(),
                measured.marks(),
                warnings(measured),
                List.of(),
                null,
                List.of(),
                null);
    }

    private static List<String> warnings(Measured measured) {
        if (measured.warmUpSeconds() == 0 || measured.seconds() > measured.warmUpSeconds()) {
            return measured.warnings();
        }
        return and(measured.warnings(), "The run ended within its warm-up, so that no latency counts.");
    }

    /** The same with an answer on top of it. */
    public RunReport concluded(Conclusion answer) {
        return with(answer, tables, search);
    }

    /** The same with one more table. */
    public RunReport tabled(ReportTable table) {
        return with(conclusion, and(tables, table), search);
    }

    /** The same with the search that it comes from. */
    public RunReport searched(RateSearch rates) {
        return with(conclusion, tables, rates);
    }

    private RunReport with(Conclusion otherConclusion, List<ReportTable> otherTables, RateSearch otherSearch) {
        return new RunReport(
                format,
                title,
                setup,
                started,
                seconds,
                warmUpSeconds,
                interrupted,
                machine,
                totals,
                cpuSeconds,
                latencies,
                series,
                marks,
                warnings,
                verdicts,
                otherConclusion,
                otherTables,
                otherSearch);
    }

    /** The same with one more objective judged. */
    public RunReport judged(Verdict verdict) {
        return with(cpuSeconds, warnings, and(verdicts, verdict));
    }

    /** The same with one more warning: what could not be measured, and why. */
    public RunReport warned(String warning) {
        return with(cpuSeconds, and(warnings, warning), verdicts);
    }

    /** The same with the CPU time of another program, such as the broker. */
    public RunReport withCpu(String program, double itsSeconds) {
        Map<String, Double> more = new TreeMap<>(cpuSeconds);
        more.put(program, itsSeconds);
        return with(more, warnings, verdicts);
    }

    private RunReport with(
            Map<String, Double> otherCpuSeconds, List<String> otherWarnings, List<Verdict> otherVerdicts) {
        return new RunReport(
                format,
                title,
                setup,
                started,
                seconds,
                warmUpSeconds,
                interrupted,
                machine,
                totals,
                otherCpuSeconds,
                latencies,
                series,
                marks,
                otherWarnings,
                otherVerdicts,
                conclusion,
                tables,
                search);
    }

    private static <T> List<T> and(List<T> some, T another) {
        List<T> more = new ArrayList<>(some);
        more.add(another);
        return more;
    }

    /** {@link #completed} messages per second. */
    public double throughput() {
        return seconds == 0 ? 0 : completed() / seconds;
    }

    /** Messages acknowledged, and those sent that nobody acknowledges (QoS 0). */
    public long completed() {
        return totals.acknowledged() == 0 ? totals.sent() : totals.acknowledged() + totals.unanswerable();
    }

    /** Whether every objective was met. */
    public boolean passed() {
        return verdicts.stream().allMatch(Verdict::held);
    }
}
