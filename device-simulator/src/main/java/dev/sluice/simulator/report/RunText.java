package dev.sluice.simulator.report;

import dev.sluice.simulator.progress.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A run's end as text: what was done, the table of latencies, what went wrong, what to doubt. */
public final class RunText {

    private RunText() {}

    public static List<String> of(RunReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.title() + " → " + report.setup().broker() + ", " + RunWords.duration(report.seconds())
                + (report.interrupted() ? ", told to stop" : ""));
        lines.addAll(RunWords.summary(report));
        lines.add("rate " + RunWords.perSecond(report.throughput()) + " of "
                + RunWords.perSecond(report.seconds() == 0 ? 0 : report.totals().offered() / report.seconds())
                + " offered; reconnects " + Figures.count(report.totals().reconnects()) + ", repeated "
                + Figures.count(report.totals().repeated()));
        report.cpuSeconds()
                .forEach((program, seconds) -> lines.add("CPU of " + program + " " + Figures.seconds(seconds) + " ("
                        + RunWords.cpuPerMessage(report, seconds) + " a message)"));
        List<List<String>> rows = new ArrayList<>(LatencyRows.of(report));
        if (!rows.isEmpty()) {
            rows.add(0, LatencyRows.HEAD);
            lines.add("");
            lines.addAll(TextTable.of(rows));
        }
        for (ReportTable table : report.tables()) {
            rows = new ArrayList<>(table.rows());
            rows.add(0, table.head());
            lines.add("");
            lines.add(table.title() + ":");
            lines.addAll(TextTable.of(rows));
        }
        counts("errors", report.totals().errors(), lines);
        counts("faults made on purpose", report.totals().faults(), lines);
        if (!report.verdicts().isEmpty()) {
            lines.add("");
            report.verdicts()
                    .forEach(v ->
                            lines.add((v.held() ? "met:    " : "MISSED: ") + v.objective() + " (" + v.found() + ")"));
        }
        report.warnings().forEach(warning -> lines.add("warning: " + warning));
        return lines;
    }

    private static void counts(String head, Map<String, Long> counts, List<String> lines) {
        if (counts.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(head + ":");
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(
                        entry -> lines.add(String.format("%12s  %s", Figures.count(entry.getValue()), entry.getKey())));
    }
}
