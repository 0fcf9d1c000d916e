package dev.sluice.simulator.progress;

import dev.sluice.simulator.measure.Mark;
import dev.sluice.simulator.measure.Measured;
import dev.sluice.simulator.measure.Percentiles;
import dev.sluice.simulator.measure.Second;
import dev.sluice.simulator.measure.Totals;
import dev.sluice.simulator.progress.Row.Colour;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** One picture of a run on a terminal: how far it is, and what its last second was like. */
final class Frame {

    private static final int NAMES = 12;
    private static final int FIGURES = 68;
    private static final int MOST_SPARKS = 40;
    private static final int MOST_WORDS = 4;

    private final String title;
    private final double planned;
    private final Measured measured;
    private final int width;
    private final Second last;

    /** @param planned seconds that the run is to take; 0 = nobody knows */
    Frame(String title, double planned, Measured measured, int width) {
        this.title = title;
        this.planned = planned;
        this.measured = measured;
        this.width = width;
        List<Second> series = measured.series();
        this.last = series.isEmpty() ? null : series.get(series.size() - 1);
    }

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(head());
        rows.add(bar());
        if (last != null) {
            rows.add(rate());
            latency("latency", Second::sinceDue, rows);
            latency("to Kafka", Second::endToEnd, rows);
            rows.add(devices());
            rows.add(generator());
        }
        words("errors", measured.totals().errors(), Colour.RED, rows);
        words("faults", measured.totals().faults(), Colour.YELLOW, rows);
        if (!measured.marks().isEmpty()) {
            Mark mark = measured.marks().get(measured.marks().size() - 1);
            rows.add(named("at " + Math.round(mark.at()) + " s").add(mark.text(), Colour.YELLOW));
        }
        return rows;
    }

    /** The same in one line, for a log. */
    String line() {
        Totals totals = measured.totals();
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%7s  sent %s  acknowledged %s",
                Figures.seconds(measured.seconds()),
                Figures.count(totals.sent()),
                Figures.count(totals.acknowledged())));
        if (last != null) {
            line.append("  ").append(perSecond(completed(last)));
            if (last.sinceDue().count() > 0) {
                line.append("  p50 ").append(Figures.micros(last.sinceDue().p50()));
                line.append("  p99 ").append(Figures.micros(last.sinceDue().p99()));
            }
            if (last.endToEnd().count() > 0) {
                line.append("  Kafka p99 ")
                        .append(Figures.micros(last.endToEnd().p99()));
            }
            line.append("  connected ").append(Figures.count(last.connected()));
        }
        if (totals.failures() > 0) {
            line.append("  failures ").append(Figures.count(totals.failures()));
        }
        return line.toString();
    }

    private Row head() {
        String clock = Figures.seconds(measured.seconds()) + (planned > 0 ? " of " + Figures.seconds(planned) : "");
        return new Row().add(title, Colour.STRONG).to(width - clock.length()).add(clock, Colour.QUIET);
    }

    private Row bar() {
        if (planned <= 0) {
            return new Row().add("─".repeat(width), Colour.QUIET);
        }
        double share = Math.min(1, measured.seconds() / planned);
        int full = (int) Math.round(share * (width - 6));
        return new Row()
                .add("━".repeat(full), Colour.GREEN)
                .add("─".repeat(width - 6 - full), Colour.QUIET)
                .add(String.format(Locale.ROOT, "%4.0f %%", share * 100));
    }

    private Row rate() {
        boolean behind = last.sent() < last.offered() * 0.95;
        return sparks(
                named("rate")
                        .add("offered ", Colour.QUIET)
                        .add(perSecond(last.offered() / last.length()))
                        .add("  sent ", Colour.QUIET)
                        .add(perSecond(last.sent() / last.length()), behind ? Colour.YELLOW : Colour.NONE)
                        .add("  acknowledged ", Colour.QUIET)
                        .add(perSecond(last.acknowledged() / last.length()), Colour.GREEN),
                this::completed,
                Colour.GREEN);
    }

    private void latency(String name, Function<Second, Percentiles> which, List<Row> rows) {
        boolean ever = measured.series().stream()
                .anyMatch(second -> which.apply(second).count() > 0);
        if (!ever) {
            return;
        }
        Percentiles now = which.apply(last);
        Row row = named(name);
        if (now.count() == 0) {
            row.add("nothing in this second", Colour.YELLOW);
        } else {
            row.add("p50 ", Colour.QUIET).add(Figures.micros(now.p50()), Colour.BLUE);
            row.add("  p99 ", Colour.QUIET).add(Figures.micros(now.p99()), Colour.BLUE);
            row.add("  p99.9 ", Colour.QUIET).add(Figures.micros(now.p999()));
            row.add("  max ", Colour.QUIET).add(Figures.micros(now.max()));
        }
        rows.add(sparks(
                row,
                second -> which.apply(second).count() == 0
                        ? Double.NaN
                        : which.apply(second).p99(),
                Colour.BLUE));
    }

    private Row devices() {
        Totals totals = measured.totals();
        long known = Math.max(totals.devices(), totals.connects());
        Row row = named("devices")
                .add(Figures.count(last.connected()), last.connected() < known ? Colour.YELLOW : Colour.GREEN)
                .add(" of " + Figures.count(known) + " connected", Colour.QUIET);
        if (totals.reconnects() > 0) {
            row.add("  reconnects ", Colour.QUIET).add(Figures.count(totals.reconnects()));
        }
        if (totals.connectFailures() > 0) {
            row.add("  failed ", Colour.QUIET).add(Figures.count(totals.connectFailures()), Colour.RED);
        }
        return sparks(row, Second::connected, Colour.QUIET);
    }

    private Row generator() {
        double cpu = last.generator().cpu();
        Row row = named("generator")
                .add("CPU ", Colour.QUIET)
                .add(String.format(Locale.ROOT, "%.0f %%", cpu * 100), cpu > 0.9 ? Colour.RED : Colour.NONE);
        if (last.generator().loopLag().count() > 0) {
            row.add("  late by p99 ", Colour.QUIET)
                    .add(Figures.micros(last.generator().loopLag().p99()));
        }
        return row;
    }

    private void words(String name, Map<String, Long> counts, Colour colour, List<Row> rows) {
        if (!counts.isEmpty()) {
            String text = counts.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .limit(MOST_WORDS)
                    .map(entry -> entry.getKey() + " " + Figures.count(entry.getValue()))
                    .collect(Collectors.joining(" · "));
            rows.add(named(name).add(text, colour));
        }
    }

    private static Row named(String name) {
        return new Row().add("  " + name, Colour.QUIET).to(NAMES);
    }

    private Row sparks(Row row, ToDoubleFunction<Second> value, Colour colour) {
        int room = Math.min(MOST_SPARKS, width - Math.max(FIGURES, row.length() + 2));
        if (room < 8) {
            return row;
        }
        List<Second> series = measured.series();
        double[] values = series.subList(Math.max(0, series.size() - room), series.size()).stream()
                .mapToDouble(value)
                .toArray();
        return row.to(Math.max(FIGURES, row.length() + 2)).add(Sparks.of(values, room), colour);
    }

    /** Of a second: at QoS 0 nothing is ever acknowledged. */
    private double completed(Second second) {
        return (measured.totals().acknowledged() == 0 ? second.sent() : second.acknowledged()) / second.length();
    }

    private static String perSecond(double rate) {
        return Figures.count(Math.round(rate)) + "/s";
    }
}
