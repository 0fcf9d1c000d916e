package dev.sluice.simulator.report;

import dev.sluice.simulator.progress.Figures;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The steps of a search over the rate that was due: what was taken of it, and how late it was. Where the objective is missed is shaded; the
 * rate that was found is marked, at what was due when it was confirmed. Both charts share the place of their axis.
 */
final class SearchCharts {

    /** Flags stand here, and below them what is said of marks at the upper edge. */
    private static final double TOP = 42;

    private static final double BELOW = 24;
    private static final double HEIGHT = 300;
    private static final double BOTTOM = HEIGHT - BELOW;
    private static final double WITHIN_REACH = 11;
    private static final double LETTER = 6.3;
    /** So that there is room to miss the objective in. */
    private static final double ABOVE_LIMIT = 1.5;

    private final RateSearch search;
    private final Scale rates;

    private SearchCharts(RateSearch search) {
        this.search = search;
        this.rates = Scale.linear(
                search.steps().stream().mapToDouble(TriedRate::due).max().orElse(1), 8, Unit.PER_SECOND::tick);
    }

    /** Empty if nothing was searched, or no step was done. */
    static String of(RunReport report) {
        RateSearch search = report.search();
        if (search == null || search.steps().isEmpty()) {
            return "";
        }
        SearchCharts charts = new SearchCharts(search);
        return "<section class=\"search\">\n<h2>The search</h2>\n<p class=\"note\">" + Html.escaped(charts.question())
                + "</p>\n" + charts.taken() + charts.latency() + "</section>\n";
    }

    private String question() {
        return "Searched was the highest rate that holds two objectives: p99 from due to acknowledged at most "
                + millis(search.p99Millis()) + ", and at least " + share()
                + " of what is due taken. Each mark is a run of its own at one rate; in the shaded part an objective is "
                + "missed. Rest the pointer on a mark for its figures.";
    }

    private String taken() {
        // As far up as to the right: whatever is offered may be taken, and the objective ends within the plot.
        Scale values = Scale.linear(
                Math.max(
                        rates.most(),
                        search.steps().stream()
                                .mapToDouble(TriedRate::taken)
                                .max()
                                .orElse(0)),
                4,
                Unit.PER_SECOND::tick);
        Svg svg = new Svg(TimeChart.WIDTH, HEIGHT, "Messages per second taken, over those due");
        double end = y(values, search.achieved() * rates.most());
        String objective = "M" + at(x(0), BOTTOM) + "L" + at(x(rates.most()), end);
        svg.path("shaded", objective + "V" + Svg.number(BOTTOM) + "Z");
        grid(svg, values);
        svg.path("line objective", objective);
        curve(svg, values, "acknowledged", TriedRate::taken);
        capacity(svg);
        for (int i = 0; i < search.steps().size(); i++) {
            mark(svg, i, y(values, search.steps().get(i).taken()), StepGlyph.SIZE, "");
        }
        return figure(
                "Messages per second taken, over those due",
                Html.legend("acknowledged", "taken") + Html.legend("objective", share() + " of what is due"),
                svg);
    }

    /** Nothing where nobody acknowledges. */
    private String latency() {
        double[] micros = search.steps().stream()
                .flatMap(step -> Stream.of(micros(step.p50Millis()), micros(step.p99Millis())))
                .mapToDouble(Double::doubleValue)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        if (micros.length == 0) {
            return "";
        }
        double limit = search.p99Millis() * 1_000;
        Scale values = Scale.logarithmic(
                DoubleStream.of(micros).min().orElse(limit),
                Math.max(limit * ABOVE_LIMIT, DoubleStream.of(micros).max().orElse(limit)),
                Unit.MICROS::tick);
        Svg svg =
                new Svg(TimeChart.WIDTH, HEIGHT, "Latency from due to acknowledged, over the messages per second due");
        svg.box("shaded", TimeChart.LEFT, TOP, TimeChart.RIGHT - TimeChart.LEFT, y(values, limit) - TOP, 0);
        grid(svg, values);
        svg.line("line objective", TimeChart.LEFT, y(values, limit), TimeChart.RIGHT, y(values, limit));
        curve(svg, values, "p50", step -> micros(step.p50Millis()));
        curve(svg, values, "p99", step -> micros(step.p99Millis()));
        capacity(svg);
        for (int i = 0; i < search.steps().size(); i++) {
            TriedRate step = search.steps().get(i);
            if (step.p50Millis() != null) {
                mark(svg, i, y(values, micros(step.p50Millis())), StepGlyph.SMALL, " small p50");
            }
            if (step.p99Millis() == null) {
                svg.words("number none", x(step.due()), TOP - 9, "no p99");
            }
            double p99 = step.p99Millis() == null ? TOP : y(values, micros(step.p99Millis()));
            mark(svg, i, p99, StepGlyph.SIZE, "");
        }
        return figure(
                "Latency, over the messages per second due",
                Html.legend("p50", "p50")
                        + Html.legend("p99", "p99")
                        + Html.legend("objective", "p99 at most " + millis(search.p99Millis())),
                svg);
    }

    private void grid(Svg svg, Scale values) {
        for (double tick : values.ticks()) {
            svg.line("grid", TimeChart.LEFT, y(values, tick), TimeChart.RIGHT, y(values, tick))
                    .words(
                            "label",
                            TimeChart.LEFT - 8,
                            y(values, tick) + 4,
                            values.words().apply(tick));
        }
        for (double tick : rates.ticks()) {
            svg.words(
                    "tick",
                    Math.min(x(tick), TimeChart.RIGHT - 18),
                    HEIGHT - 6,
                    rates.words().apply(tick) + (tick == 0 ? "" : "/s"));
        }
    }

    /** Through the steps that were tried equally long. */
    private void curve(Svg svg, Scale values, String css, Function<TriedRate, Double> value) {
        StringBuilder line = new StringBuilder();
        search.steps().stream()
                .filter(step -> !step.confirming() && !Double.isNaN(value.apply(step)))
                .sorted(Comparator.comparingDouble(TriedRate::due))
                .forEach(step -> line.append(line.length() == 0 ? "M" : "L")
                        .append(at(x(step.due()), y(values, value.apply(step)))));
        svg.path("line thin " + css, line);
    }

    private void mark(Svg svg, int index, double y, double size, String css) {
        TriedRate step = search.steps().get(index);
        StepGlyph glyph = StepGlyph.of(step);
        double x = x(step.due());
        if (step.confirming()) {
            svg.path("step ring" + css, StepGlyph.CONFIRMING.path(x, y, size));
        }
        svg.path("step " + glyph.css + css, glyph.path(x, y, size))
                .titledDot("touch", x, y, WITHIN_REACH, words(index));
    }

    private String words(int index) {
        TriedRate step = search.steps().get(index);
        return "step " + (index + 1) + " of "
                + search.steps().size() + ": " + RunWords.perSecond(step.offered()) + " offered, "
                + RunWords.perSecond(step.due()) + " due, "
                + RunWords.perSecond(step.taken()) + " taken"
                + (step.p50Millis() == null ? "" : ", p50 " + millis(step.p50Millis()))
                + (step.p99Millis() == null ? "" : ", p99 " + millis(step.p99Millis()))
                + (step.failure().isEmpty() ? "; held" : "; did not hold: " + step.failure())
                + (step.confirming() ? " (tried for longer)" : "");
    }

    private void capacity(Svg svg) {
        if (search.found() == null) {
            return;
        }
        String words = "capacity " + RunWords.perSecond(search.found());
        double wide = words.length() * LETTER + 14;
        double x = x(search.steps().stream()
                .filter(step -> step.confirming() && step.failure().isEmpty())
                .mapToDouble(TriedRate::due)
                .findFirst()
                .orElse(search.found()));
        double middle = Math.min(TimeChart.RIGHT - wide / 2, Math.max(TimeChart.LEFT + wide / 2, x));
        svg.line("mark", x, 18, x, BOTTOM)
                .box("flag", middle - wide / 2, 2, wide, 17, 4)
                .words("number", middle, 14, words);
    }

    private static String figure(String title, String lines, Svg svg) {
        StringBuilder legend = new StringBuilder(lines);
        List.of(StepGlyph.values()).forEach(glyph -> legend.append(glyph.legend()));
        return "<figure><figcaption><b>" + title + "</b>" + legend + "</figcaption>\n" + svg.end() + "</figure>\n";
    }

    private double x(double rate) {
        return TimeChart.LEFT + rates.at(rate) * (TimeChart.RIGHT - TimeChart.LEFT);
    }

    private static double y(Scale values, double value) {
        return BOTTOM - values.at(value) * (BOTTOM - TOP);
    }

    private static String at(double x, double y) {
        return Svg.number(x) + " " + Svg.number(y);
    }

    private static double micros(Double millis) {
        return millis == null ? Double.NaN : millis * 1_000;
    }

    private static String millis(double millis) {
        return Figures.micros(Math.round(millis * 1_000));
    }

    private String share() {
        return String.format(Locale.ROOT, "%.1f %%", search.achieved() * 100);
    }
}
