package dev.sluice.simulator.report;

import dev.sluice.simulator.measure.Totals;
import dev.sluice.simulator.progress.Figures;
import org.HdrHistogram.Histogram;

/** The figures that one looks for first. */
final class HtmlTiles {

    private HtmlTiles() {}

    static String of(RunReport report) {
        Totals totals = report.totals();
        StringBuilder tiles = new StringBuilder();
        Conclusion answer = report.conclusion();
        if (answer != null) {
            tiles.append(tile(answer.figure(), answer.words(), answer.below(), answer.good() ? "good" : "bad"));
        }
        double offered = report.seconds() == 0 ? 0 : totals.offered() / report.seconds();
        tiles.append(tile(
                RunWords.perSecond(report.throughput()),
                totals.acknowledged() == 0 ? "sent" : "acknowledged",
                "of " + RunWords.perSecond(offered) + " offered"
                        + (report.warmUpSeconds() == 0 ? "" : ", warm-up included"),
                ""));
        tiles.append(tile(
                RunWords.share(totals.acknowledged(), totals.answerable()),
                "of messages acknowledged",
                Figures.count(totals.acknowledged()) + " of " + Figures.count(totals.answerable()),
                totals.acknowledged() >= totals.answerable() ? "good" : "bad"));
        Histogram due = report.latencies().sinceDue();
        tiles.append(tile(RunWords.at(due, 50), "half acknowledged within", "p50, from due", ""));
        tiles.append(tile(RunWords.at(due, 99), "99 in 100 within", "slowest " + RunWords.at(due, 100), ""));
        Histogram kafka = report.latencies().endToEnd();
        if (kafka.getTotalCount() > 0) {
            tiles.append(tile(
                    RunWords.at(kafka, 99), "99 in 100 in Kafka within", "half within " + RunWords.at(kafka, 50), ""));
        }
        tiles.append(tile(
                Figures.count(totals.devices()),
                totals.devices() == 1 ? "device connected" : "devices connected",
                Figures.plural(totals.reconnects(), "reconnect"),
                ""));
        tiles.append(tile(
                Figures.count(totals.failures()),
                "failures",
                Figures.plural(totals.errors().size(), "reason"),
                totals.failures() == 0 ? "good" : "bad"));
        long faults =
                totals.faults().values().stream().mapToLong(Long::longValue).sum();
        if (faults > 0) {
            tiles.append(tile(
                    Figures.count(faults),
                    faults == 1 ? "fault on purpose" : "faults on purpose",
                    "not among the failures",
                    "meant"));
        }
        return tiles.toString();
    }

    private static String tile(String figure, String words, String below, String css) {
        return "<div class=\"tile " + css + "\"><b>" + Html.escaped(figure) + "</b><span>" + Html.escaped(words)
                + "</span><small>" + Html.escaped(below) + "</small></div>\n";
    }
}
