package dev.sluice.simulator.report;

import dev.sluice.simulator.progress.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The table of latencies, one row for each that was measured; the same on the page and on the terminal. */
final class LatencyRows {

    static final List<String> HEAD = List.of("latency", "count", "mean", "p50", "p90", "p99", "p99.9", "p99.99", "max");
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};

    private LatencyRows() {}

    static List<List<String>> of(RunReport report) {
        Map<String, Histogram> measured = new LinkedHashMap<>();
        measured.put("due → acknowledged", report.latencies().sinceDue());
        measured.put("sent → acknowledged", report.latencies().sinceSent());
        measured.put("device → Kafka", report.latencies().endToEnd());
        measured.put("connecting", report.latencies().connecting());
        measured.put("due → sent (lag)", report.latencies().sendLag());
        List<List<String>> rows = new ArrayList<>();
        measured.forEach((name, micros) -> {
            if (micros.getTotalCount() > 0) {
                rows.add(row(name, micros));
            }
        });
        return rows;
    }

    private static List<String> row(String name, Histogram micros) {
        List<String> row = new ArrayList<>();
        row.add(name);
        row.add(Figures.count(micros.getTotalCount()));
        row.add(Figures.micros(Math.round(micros.getMean())));
        for (double percentile : PERCENTILES) {
            row.add(RunWords.at(micros, percentile));
        }
        return row;
    }
}
