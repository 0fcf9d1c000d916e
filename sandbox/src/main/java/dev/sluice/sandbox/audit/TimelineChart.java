package dev.sluice.sandbox.audit;

import java.util.List;
import java.util.Locale;

/** Acknowledgements per second over the campaign, and under them a lane for each target with its faults; an SVG. */
final class TimelineChart {

    private static final int WIDTH = 1120;
    private static final int LEFT = 84;
    private static final int RIGHT = 8;
    private static final int TOP = 12;
    private static final int PLOT = 220;
    private static final int LANE = 22;
    private static final int LANE_GAP = 6;
    private static final int AXIS = 26;
    private static final int MOST_POINTS = WIDTH - LEFT - RIGHT;
    private static final double LEAST_FAULT_WIDTH = 2.5;
    private static final int[] TICK_SECONDS = {5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200};
    private static final int MOST_TICKS = 10;

    private final StringBuilder svg = new StringBuilder();
    private final List<Long> perSecond;
    private final List<FaultEffect> faults;
    private final int seconds;
    private final long highest;

    private TimelineChart(List<Long> perSecond, List<FaultEffect> faults) {
        this.perSecond = perSecond;
        this.faults = faults;
        this.seconds = Math.max(1, perSecond.size());
        this.highest =
                rounded(perSecond.stream().mapToLong(Long::longValue).max().orElse(1));
    }

    static String of(CampaignReport report) {
        var chart = new TimelineChart(report.acknowledgedPerSecond(), report.effects());
        return chart.drawn();
    }

    private String drawn() {
        int height = TOP + PLOT + 3 * (LANE + LANE_GAP) + AXIS;
        line(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Acknowledgements per second and faults over time\">",
                WIDTH, height);
        grid();
        rates();
        for (FaultKind.Target target : FaultKind.Target.values()) {
            lane(target);
        }
        ticks(height);
        line("</svg>");
        return svg.toString();
    }

    private void grid() {
        for (int i = 0; i <= 2; i++) {
            double y = TOP + PLOT - PLOT * i / 2.0;
            line("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, WIDTH - RIGHT, y, y);
            line(
                    "<text class=\"label\" x=\"%d\" y=\"%.1f\">%,d%s</text>",
                    LEFT - 8, y + 4, highest * i / 2, i == 2 ? "/s" : "");
        }
    }

    /** One point a pixel at most: the mean of its seconds. */
    private void rates() {
        int points = Math.min(seconds, MOST_POINTS);
        var path = new StringBuilder(String.format(Locale.ROOT, "M%d,%d", LEFT, TOP + PLOT));
        for (int point = 0; point < points; point++) {
            int from = (int) ((long) point * seconds / points);
            int to = Math.max(from + 1, (int) ((long) (point + 1) * seconds / points));
            double mean = perSecond.subList(Math.min(from, perSecond.size()), Math.min(to, perSecond.size())).stream()
                    .mapToLong(Long::longValue)
                    .average()
                    .orElse(0);
            double y = TOP + PLOT - PLOT * mean / highest;
            path.append(String.format(Locale.ROOT, " L%.1f,%.1f L%.1f,%.1f", x(from), y, x(to), y));
        }
        path.append(String.format(Locale.ROOT, " L%.1f,%d Z", x(seconds), TOP + PLOT));
        line("<path class=\"rate\" d=\"%s\"/>", path);
    }

    private void lane(FaultKind.Target target) {
        String name = target.name().toLowerCase(Locale.ROOT);
        int y = TOP + PLOT + LANE_GAP + target.ordinal() * (LANE + LANE_GAP);
        line(
                "<text class=\"label\" x=\"%d\" y=\"%d\">%s</text>",
                LEFT - 8, y + 15, target == FaultKind.Target.LINES ? "links" : name);
        line(
                "<rect class=\"lane\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
                LEFT, y, WIDTH - LEFT - RIGHT, LANE);
        for (FaultEffect effect : faults) {
            if (effect.fault().kind().target() == target) {
                double from = x(effect.atMillis() / 1e3);
                double width = Math.max(LEAST_FAULT_WIDTH, x((effect.atMillis() + effect.lastedMillis()) / 1e3) - from);
                line(
                        "<rect class=\"fault %s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>%d %s, %s in flight</title></rect>",
                        name,
                        from,
                        y,
                        width,
                        LANE,
                        effect.fault().number(),
                        effect.fault().kind().word(),
                        effect.inFlight());
            }
        }
    }

    private void ticks(int height) {
        int step = TICK_SECONDS[TICK_SECONDS.length - 1];
        for (int i = TICK_SECONDS.length - 1; i >= 0 && seconds / TICK_SECONDS[i] <= MOST_TICKS; i--) {
            step = TICK_SECONDS[i];
        }
        for (int second = 0; second <= seconds; second += step) {
            line(
                    "<text class=\"tick\" x=\"%.1f\" y=\"%d\">%s</text>",
                    x(second), height - 8, ReportWords.clock(second * 1_000L));
        }
    }

    private double x(double second) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.min(second, seconds) / seconds;
    }

    /** The next number of the form 1, 2 or 5 times a power of ten. */
    private static long rounded(long number) {
        long power = 1;
        while (power * 10 <= number) {
            power *= 10;
        }
        for (long factor : new long[] {1, 2, 5}) {
            if (factor * power >= number) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
