package dev.sluice.simulator.compare;

import dev.sluice.simulator.measure.Latencies;
import dev.sluice.simulator.progress.Figures;
import dev.sluice.simulator.report.RunReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * A figure that two runs can be compared by.
 *
 * @param name what thresholds call it
 * @param of its value; not a number where the run has none
 * @param shown the value for people
 */
record Measure(String name, ToDoubleFunction<RunReport> of, Function<Double, String> shown) {

    private static final Map<String, Double> PERCENTILES = percentiles();

    /** All there are. CPU is of every program that a report has. */
    static List<Measure> all(List<RunReport> reports) {
        List<Measure> all = new ArrayList<>();
        all.add(new Measure("throughput", RunReport::throughput, value -> Figures.count(Math.round(value)) + "/s"));
        latency("", Latencies::sinceDue, all);
        latency("sent-", Latencies::sinceSent, all);
        latency("kafka-", Latencies::endToEnd, all);
        all.add(new Measure("errors", report -> report.totals().failures(), value -> Figures.count(Math.round(value))));
        all.add(new Measure(
                "reconnects", report -> report.totals().reconnects(), value -> Figures.count(Math.round(value))));
        reports.stream()
                .flatMap(report -> report.cpuSeconds().keySet().stream())
                .distinct()
                .sorted()
                .forEach(program -> all.add(new Measure(
                        program.equals(RunReport.GENERATOR) ? "cpu" : "cpu-" + program,
                        report -> perMessage(report, report.cpuSeconds().get(program)),
                        value -> String.format(Locale.ROOT, "%.2f µs", value))));
        return all;
    }

    private static void latency(String prefix, Function<Latencies, Histogram> which, List<Measure> all) {
        PERCENTILES.forEach((name, percentile) -> all.add(new Measure(
                prefix + name,
                report -> {
                    Histogram micros = which.apply(report.latencies());
                    return micros.getTotalCount() == 0 ? Double.NaN : micros.getValueAtPercentile(percentile);
                },
                value -> Figures.micros(Math.round(value)))));
    }

    private static double perMessage(RunReport report, Double seconds) {
        return seconds == null || report.completed() == 0 ? Double.NaN : seconds * 1e6 / report.completed();
    }

    private static Map<String, Double> percentiles() {
        Map<String, Double> percentiles = new LinkedHashMap<>();
        percentiles.put("p50", 50.0);
        percentiles.put("p90", 90.0);
        percentiles.put("p99", 99.0);
        percentiles.put("p99.9", 99.9);
        percentiles.put("p99.99", 99.99);
        percentiles.put("max", 100.0);
        return percentiles;
    }

    static String names(List<Measure> all) {
        return all.stream().map(Measure::name).collect(Collectors.joining(", "));
    }
}
