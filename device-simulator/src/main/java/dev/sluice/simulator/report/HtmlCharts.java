package dev.sluice.simulator.report;

import dev.sluice.simulator.measure.Mark;
import dev.sluice.simulator.measure.Percentiles;
import dev.sluice.simulator.measure.Second;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The plots of the page, from what a manager asks to what an engineer doubts. */
final class HtmlCharts {

    /** More would be finer than a screen. */
    private static final int MOST_POINTS = 600;

    private final RunReport report;
    private final List<Second> series;
    private final boolean intoKafka;

    private HtmlCharts(RunReport report) {
        this.report = report;
        this.series = thinned(report.series());
        this.intoKafka = report.latencies().endToEnd().getTotalCount() > 0;
    }

    static String of(RunReport report) {
        HtmlCharts charts = new HtmlCharts(report);
        if (charts.series.isEmpty()) {
            return "<section><p>The run ended before a second was over: there is nothing to plot.</p></section>\n";
        }
        String wrong = charts.wrong();
        return card(charts.rate() + charts.marks())
                + card(charts.latency())
                + (charts.intoKafka ? card(charts.kafka()) : "")
                + (wrong.isEmpty() ? "" : card(wrong))
                + card(charts.distribution())
                + card(charts.connections())
                + card(charts.cpu() + charts.lag());
    }

    private String rate() {
        TimeChart chart = chart("Messages per second", Unit.PER_SECOND, 280)
                .area("acknowledged", "acknowledged", perSecond(Second::acknowledged))
                .line("sent", "sent", perSecond(Second::sent))
                .line("offered", "offered", perSecond(Second::offered))
                .shadeWhere(HtmlCharts::silent);
        if (intoKafka) {
            chart.line(
                    "in Kafka", "kafka", perSecond(second -> second.endToEnd().count()));
        }
        return chart.figure();
    }

    private String marks() {
        StringBuilder list = new StringBuilder();
        for (Mark mark : report.marks()) {
            list.append("<li><time>")
                    .append(TimeChart.moment(mark.at(), report.seconds()))
                    .append("</time> <b>")
                    .append(Html.escaped(mark.kind()))
                    .append("</b> ")
                    .append(Html.escaped(mark.text()))
                    .append("</li>\n");
        }
        return list.length() == 0 ? "" : "<ol class=\"marks\">\n" + list + "</ol>\n";
    }

    private String latency() {
        return percentiles("Latency from due to acknowledged", Second::sinceDue)
                .shadeWhere(HtmlCharts::silent)
                .figure();
    }

    private String kafka() {
        return percentiles("Latency from device to Kafka", Second::endToEnd).figure();
    }

    private TimeChart percentiles(String title, Function<Second, Percentiles> which) {
        return chart(title, Unit.MICROS, 300)
                .line("p50", "p50", at(which, Percentiles::p50))
                .band("p99", "p99", at(which, Percentiles::p99))
                .band("p99.9", "p999", at(which, Percentiles::p999))
                .line("max", "max", at(which, Percentiles::max))
                .onLogarithmicScale();
    }

    private String distribution() {
        DistributionChart chart = new DistributionChart()
                .curve("due → acknowledged", "p99", report.latencies().sinceDue())
                .curve("sent → acknowledged", "acknowledged", report.latencies().sinceSent())
                .curve("device → Kafka", "kafka", report.latencies().endToEnd());
        return chart.isEmpty() ? "" : chart.figure();
    }

    private String connections() {
        TimeChart chart = chart("Connections", Unit.COUNT, 190)
                .area("connected devices", "sent", Second::connected)
                .line("reconnects per second", "p999", perSecond(Second::reconnects));
        if (report.totals().connectFailures() + report.totals().disconnects() > 0) {
            chart.line("ended per second, faults included", "error", perSecond(Second::disconnects))
                    .line("failed attempts per second", "max", perSecond(Second::connectFailures));
        }
        return chart.figure();
    }

    private String wrong() {
        LanesChart chart = new LanesChart(series, report.seconds())
                .lanes("fault", report.totals().faults(), Second::faults)
                .lanes("error", report.totals().errors(), Second::errors);
        return chart.isEmpty() ? "" : chart.figure();
    }

    private String cpu() {
        return chart("The generator itself: CPU", Unit.PERCENT, 150)
                .area("of all cores", "sent", second -> second.generator().cpu() * 100)
                .line(
                        "busiest thread, of one core",
                        "p999",
                        second -> second.generator().busiest() * 100)
                .upTo(100)
                .figure();
    }

    private String lag() {
        return chart("The generator itself: lag", Unit.MICROS, 190)
                .line("due → sent, p99", "p99", at(second -> second.generator().sendLag(), Percentiles::p99))
                .line(
                        "its threads late by, p99",
                        "max",
                        at(second -> second.generator().loopLag(), Percentiles::p99))
                .onLogarithmicScale()
                .figure();
    }

    private TimeChart chart(String title, Unit unit, double height) {
        return new TimeChart(title, unit, height, series, report.seconds(), report.marks())
                .warmingUpTo(report.warmUpSeconds());
    }

    /** Messages were due and none was acknowledged. */
    private static boolean silent(Second second) {
        return second.acknowledged() == 0 && second.offered() > 0;
    }

    private static ToDoubleFunction<Second> perSecond(ToLongFunction<Second> count) {
        return second -> count.applyAsLong(second) / second.length();
    }

    private static ToDoubleFunction<Second> at(
            Function<Second, Percentiles> which, ToLongFunction<Percentiles> percentile) {
        return second -> {
            Percentiles of = which.apply(second);
            return of.count() == 0 ? Double.NaN : percentile.applyAsLong(of);
        };
    }

    private static List<Second> thinned(List<Second> series) {
        int each = (series.size() + MOST_POINTS - 1) / MOST_POINTS;
        if (each <= 1) {
            return series;
        }
        List<Second> thinned = new ArrayList<>();
        for (int from = 0; from < series.size(); from += each) {
            series.subList(from, Math.min(series.size(), from + each)).stream()
                    .reduce(Second::and)
                    .ifPresent(thinned::add);
        }
        return thinned;
    }

    private static String card(String content) {
        return content.isEmpty() ? "" : "<section>\n" + content + "</section>\n";
    }
}
