package dev.sluice.simulator.report;

import dev.sluice.simulator.measure.Second;
import dev.sluice.simulator.progress.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** When what went wrong: a lane for each kind of fault and each reason of an error, with a mark in the seconds that had some. */
final class LanesChart {

    private static final double LANE = 22;
    private static final double TOP = 4;
    /** Names stand above their lanes' marks, so that the time axis begins where it does in every chart. */
    private static final int MOST_LANES = 12;

    private final List<Second> series;
    private final double seconds;
    private final List<Lane> lanes = new ArrayList<>();

    private record Lane(String word, String css, long total, Function<Second, Long> count) {}

    LanesChart(List<Second> series, double seconds) {
        this.series = series;
        this.seconds = seconds;
    }

    LanesChart lanes(String css, Map<String, Long> totals, Function<Second, Map<String, Long>> of) {
        totals.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_LANES)
                .forEach(entry -> lanes.add(new Lane(
                        entry.getKey(),
                        css,
                        entry.getValue(),
                        second -> of.apply(second).getOrDefault(entry.getKey(), 0L))));
        return this;
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    String figure() {
        Scale time = Scale.time(seconds, at -> TimeChart.moment(at, seconds));
        double height = TOP + lanes.size() * LANE * 2 + 24;
        Svg svg = new Svg(TimeChart.WIDTH, height, "Faults and errors over time");
        double y = TOP;
        for (Lane lane : lanes) {
            svg.words("lane-name", TimeChart.LEFT, y + 15, lane.word + " · " + Figures.count(lane.total));
            y += LANE;
            svg.box("lane", TimeChart.LEFT, y, TimeChart.RIGHT - TimeChart.LEFT, LANE - 6, 3);
            for (Second second : series) {
                long count = lane.count.apply(second);
                if (count > 0) {
                    double from = TimeChart.x(time, second.at());
                    double width = Math.max(2, TimeChart.x(time, second.at() + second.length()) - from - 0.5);
                    String title = lane.word + ": " + Figures.count(count) + " at "
                            + TimeChart.moment(second.at(), Double.MAX_VALUE);
                    svg.titledBox("struck " + lane.css, from, y, width, LANE - 6, title);
                }
            }
            y += LANE;
        }
        for (double tick : time.ticks()) {
            svg.words("tick", TimeChart.x(time, tick), height - 6, time.words().apply(tick));
        }
        return "<figure><figcaption><b>What went wrong, and when</b>" + Html.legend("fault", "faults that devices made")
                + Html.legend("error", "errors") + "</figcaption>\n" + svg.end() + "</figure>\n";
    }
}
