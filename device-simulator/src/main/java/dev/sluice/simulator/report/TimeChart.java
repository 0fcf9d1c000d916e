package dev.sluice.simulator.report;

import dev.sluice.simulator.measure.Mark;
import dev.sluice.simulator.measure.Second;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Lines over the time of a run. A value that is not a number is a gap. All charts of a page share the place of their time axis, so that what
 * happened at one moment stands in one column.
 */
final class TimeChart {

    static final double WIDTH = 1120;
    static final double LEFT = 62;
    static final double RIGHT = WIDTH - 14;
    private static final double TOP = 22;
    private static final double BELOW = 24;
    private static final double ROOM_FOR_WORDS = 56;
    private static final int MOST_NUMBERED = 30;

    private final String title;
    private final Unit unit;
    private final double height;
    private final List<Second> series;
    private final double seconds;
    private final List<Mark> marks;
    private final List<Line> lines = new ArrayList<>();
    private Predicate<Second> silent = second -> false;
    private double ceiling;
    private double warmUp;
    private boolean logarithmic;

    /** @param below whether the space to the axis, or to the line before, is filled */
    private record Line(String name, String css, Fill below, double[] values) {}

    private enum Fill {
        NONE,
        TO_AXIS,
        TO_PREVIOUS
    }

    TimeChart(String title, Unit unit, double height, List<Second> series, double seconds, List<Mark> marks) {
        this.title = title;
        this.unit = unit;
        this.height = height;
        this.series = series;
        this.seconds = seconds;
        this.marks = marks;
    }

    TimeChart line(String name, String css, ToDoubleFunction<Second> value) {
        return add(name, css, Fill.NONE, value);
    }

    TimeChart area(String name, String css, ToDoubleFunction<Second> value) {
        return add(name, css, Fill.TO_AXIS, value);
    }

    /** A line, and the band between it and the one added before. */
    TimeChart band(String name, String css, ToDoubleFunction<Second> value) {
        return add(name, css, Fill.TO_PREVIOUS, value);
    }

    /** Shades the seconds in which something should have happened and did not. */
    TimeChart shadeWhere(Predicate<Second> condition) {
        silent = condition;
        return this;
    }

    /** Shades the beginning, which is in no percentile of the run. */
    TimeChart warmingUpTo(double untilSeconds) {
        warmUp = untilSeconds;
        return this;
    }

    /** The axis goes at least up to here. */
    TimeChart upTo(double value) {
        ceiling = value;
        return this;
    }

    TimeChart onLogarithmicScale() {
        logarithmic = true;
        return this;
    }

    private TimeChart add(String name, String css, Fill below, ToDoubleFunction<Second> value) {
        lines.add(new Line(name, css, below, series.stream().mapToDouble(value).toArray()));
        return this;
    }

    String figure() {
        Scale time = Scale.time(seconds, at -> moment(at, seconds));
        Scale values = values();
        Svg svg = new Svg(WIDTH, height, title + " over time");
        if (warmUp > 0) {
            double end = x(time, Math.min(seconds, warmUp));
            svg.box("warming", LEFT, TOP, end - LEFT, bottom() - TOP, 0);
            if (end - LEFT > ROOM_FOR_WORDS) {
                svg.words("warming-up", LEFT + 6, TOP + 14, "warm-up");
            }
        }
        for (Second second : series) {
            if (silent.test(second)) {
                double from = x(time, second.at());
                svg.box("silent", from, TOP, x(time, second.at() + second.length()) - from, bottom() - TOP, 0);
            }
        }
        for (double tick : values.ticks()) {
            svg.line("grid", LEFT, y(values, tick), RIGHT, y(values, tick))
                    .words(
                            "label",
                            LEFT - 8,
                            y(values, tick) + 4,
                            values.words().apply(tick));
        }
        for (double tick : time.ticks()) {
            svg.words("tick", x(time, tick), height - 6, time.words().apply(tick));
        }
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.below == Fill.TO_AXIS) {
                svg.path("fill " + line.css, filled(time, values, line.values, null));
            } else if (line.below == Fill.TO_PREVIOUS) {
                svg.path("fill " + line.css, filled(time, values, line.values, lines.get(i - 1).values));
            }
        }
        for (Line line : lines) {
            svg.path("line " + line.css, stroked(time, values, line.values));
        }
        marks(svg, time);
        svg.line("cursor", LEFT, TOP, LEFT, bottom());
        return "<figure class=\"chart\" data-chart='" + data() + "'>\n<figcaption><b>" + Html.escaped(title) + "</b>"
                + legend() + "</figcaption>\n" + svg.end() + "<div class=\"tip\"></div></figure>\n";
    }

    static String moment(double seconds, double of) {
        long whole = Math.round(seconds);
        if (of < 120) {
            return whole + " s";
        }
        return whole >= 3_600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3_600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }

    static double x(Scale time, double second) {
        return LEFT + Math.min(1, time.at(second)) * (RIGHT - LEFT);
    }

    private double bottom() {
        return height - BELOW;
    }

    private double y(Scale values, double value) {
        return bottom() - values.at(value) * (bottom() - TOP);
    }

    private Scale values() {
        double most = ceiling;
        double least = Double.MAX_VALUE;
        for (Line line : lines) {
            for (double value : line.values) {
                if (!Double.isNaN(value)) {
                    most = Math.max(most, value);
                    least = Math.min(least, value);
                }
            }
        }
        return logarithmic
                ? Scale.logarithmic(Math.min(least, Math.max(most, 1)), most, unit::tick)
                : Scale.linear(most, 4, unit::tick);
    }

    private double middle(Scale time, int index) {
        Second second = series.get(index);
        return x(time, second.at() + second.length() / 2);
    }

    /** A lone value between gaps becomes a dot, by the round end of a line without length. */
    private StringBuilder stroked(Scale time, Scale values, double[] line) {
        StringBuilder steps = new StringBuilder();
        boolean on = false;
        for (int i = 0; i < line.length; i++) {
            if (!Double.isNaN(line[i])) {
                String place = Svg.number(middle(time, i)) + " " + Svg.number(y(values, line[i]));
                steps.append(on ? "L" : "M").append(place);
                boolean alone = !on && (i + 1 == line.length || Double.isNaN(line[i + 1]));
                steps.append(alone ? "h0" : "");
            }
            on = !Double.isNaN(line[i]);
        }
        return steps;
    }

    private StringBuilder filled(Scale time, Scale values, double[] upper, double[] lower) {
        StringBuilder steps = new StringBuilder();
        int from = 0;
        while (from < upper.length) {
            if (Double.isNaN(upper[from])) {
                from++;
                continue;
            }
            int to = from;
            while (to < upper.length && !Double.isNaN(upper[to])) {
                steps.append(to == from ? "M" : "L")
                        .append(Svg.number(middle(time, to)))
                        .append(' ')
                        .append(Svg.number(y(values, upper[to])));
                to++;
            }
            for (int i = to - 1; i >= from; i--) {
                double below = lower == null || Double.isNaN(lower[i]) ? values.least() : lower[i];
                steps.append('L')
                        .append(Svg.number(middle(time, i)))
                        .append(' ')
                        .append(Svg.number(y(values, below)));
            }
            steps.append('Z');
            from = to;
        }
        return steps;
    }

    private void marks(Svg svg, Scale time) {
        for (int i = 0; i < marks.size(); i++) {
            double x = x(time, marks.get(i).at());
            svg.line("mark", x, TOP - 4, x, bottom());
            if (i < MOST_NUMBERED) {
                svg.box("flag", x - 9, 3, 18, 15, 4).words("number", x, 14, Integer.toString(i + 1));
            }
        }
    }

    private String legend() {
        StringBuilder legend = new StringBuilder();
        lines.forEach(line -> legend.append(Html.legend(line.css, line.name)));
        return legend.toString();
    }

    /** What the page's script needs to say the values under the pointer. */
    private String data() {
        StringBuilder json = new StringBuilder("{\"unit\":\"" + unit.symbol + "\",\"end\":")
                .append(Svg.number(seconds))
                .append(",\"at\":[");
        for (int i = 0; i < series.size(); i++) {
            Second second = series.get(i);
            json.append(i == 0 ? "" : ",").append(Svg.number(second.at() + second.length() / 2));
        }
        json.append("],\"lines\":[");
        for (int i = 0; i < lines.size(); i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"")
                    .append(lines.get(i).name)
                    .append("\",\"values\":[");
            for (int j = 0; j < lines.get(i).values.length; j++) {
                double value = lines.get(i).values[j];
                json.append(j == 0 ? "" : ",").append(Double.isNaN(value) ? "null" : digits(value));
            }
            json.append("]}");
        }
        return json.append("]}").toString();
    }

    private static String digits(double value) {
        return value >= 100 ? Long.toString(Math.round(value)) : String.format(Locale.ROOT, "%.1f", value);
    }
}
