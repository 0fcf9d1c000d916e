package dev.sluice.simulator.report;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Latency by percentile, with as much room for the last tenth as for all before, and so on: the form that HdrHistogram's plots have. */
final class DistributionChart {

    private static final double HEIGHT = 320;
    private static final double TOP = 12;
    private static final double BOTTOM = HEIGHT - 26;
    private static final int STEPS_PER_HALF = 8;

    private final List<Curve> curves = new ArrayList<>();

    private record Curve(String name, String css, Histogram micros) {}

    /** Adds a curve, unless there is nothing in it. */
    DistributionChart curve(String name, String css, Histogram micros) {
        if (micros.getTotalCount() > 0) {
            curves.add(new Curve(name, css, micros));
        }
        return this;
    }

    boolean isEmpty() {
        return curves.isEmpty();
    }

    String figure() {
        long most = curves.stream().mapToLong(c -> c.micros.getMaxValue()).max().orElse(1);
        long least = curves.stream()
                .mapToLong(c -> c.micros.getValueAtPercentile(1))
                .min()
                .orElse(1);
        double nines = curves.stream()
                .mapToDouble(c -> Math.log10(c.micros.getTotalCount()))
                .max()
                .orElse(2);
        double end = Math.max(2, nines);
        Scale values = Scale.logarithmic(least, most, Unit.MICROS::tick);
        Svg svg = new Svg(TimeChart.WIDTH, HEIGHT, "Latency by percentile");
        for (double tick : values.ticks()) {
            svg.line("grid", TimeChart.LEFT, y(values, tick), TimeChart.RIGHT, y(values, tick))
                    .words("label", TimeChart.LEFT - 8, y(values, tick) + 4, Unit.MICROS.tick(tick));
        }
        svg.words("tick", x(Math.log10(2), end), HEIGHT - 6, "50 %");
        svg.line("grid", x(Math.log10(2), end), TOP, x(Math.log10(2), end), BOTTOM);
        for (int nine = 1; nine <= end; nine++) {
            svg.line("grid", x(nine, end), TOP, x(nine, end), BOTTOM)
                    .words("tick", Math.min(x(nine, end), TimeChart.RIGHT - 18), HEIGHT - 6, percent(nine));
        }
        StringBuilder legend = new StringBuilder();
        for (Curve curve : curves) {
            svg.path("line " + curve.css, steps(curve.micros, values, end));
            legend.append(Html.legend(curve.css, curve.name));
        }
        return "<figure><figcaption><b>Latency by percentile</b>" + legend + "</figcaption>\n" + svg.end()
                + "</figure>\n";
    }

    private static StringBuilder steps(Histogram micros, Scale values, double end) {
        StringBuilder steps = new StringBuilder();
        for (HistogramIterationValue value : micros.percentiles(STEPS_PER_HALF)) {
            double left = 1 - value.getPercentileLevelIteratedTo() / 100;
            double place = left <= 0 ? Math.log10(micros.getTotalCount()) : -Math.log10(left);
            steps.append(steps.length() == 0 ? "M" : "L")
                    .append(Svg.number(x(Math.min(place, end), end)))
                    .append(' ')
                    .append(Svg.number(y(values, value.getValueIteratedTo())));
        }
        return steps;
    }

    private static String percent(int nines) {
        return nines == 1 ? "90 %" : nines == 2 ? "99 %" : "99." + "9".repeat(nines - 2) + " %";
    }

    private static double x(double place, double end) {
        return TimeChart.LEFT + place / end * (TimeChart.RIGHT - TimeChart.LEFT);
    }

    private static double y(Scale values, double value) {
        return BOTTOM - values.at(value) * (BOTTOM - TOP);
    }
}
