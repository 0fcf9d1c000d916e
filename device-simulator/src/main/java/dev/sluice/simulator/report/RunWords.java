package dev.sluice.simulator.report;

import dev.sluice.simulator.measure.Totals;
import dev.sluice.simulator.progress.Figures;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** A report's figures as sentences, for somebody who has never heard of a percentile. */
final class RunWords {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private RunWords() {}

    static String when(RunReport report) {
        return WHEN.format(report.started()) + ", " + duration(report.seconds())
                + (report.interrupted() ? ", told to stop" : "");
    }

    static String duration(double seconds) {
        if (seconds < 120) {
            return Figures.seconds(seconds);
        }
        return TimeChart.moment(seconds, Double.MAX_VALUE) + (seconds < 3_600 ? " min" : " h");
    }

    static List<String> summary(RunReport report) {
        Totals totals = report.totals();
        List<String> sentences = new ArrayList<>();
        if (report.conclusion() != null) {
            sentences.add(report.conclusion().sentence());
        }
        sentences.add(Figures.plural(totals.devices(), "device") + " sent " + Figures.plural(totals.sent(), "message")
                + " in " + duration(report.seconds()) + "; " + acknowledged(totals) + ".");
        latency("Half of the acknowledgements came within ", report.latencies().sinceDue(), sentences);
        latency(
                "Half of the messages could be read from Kafka after ",
                report.latencies().endToEnd(),
                sentences);
        if (totals.failures() > 0) {
            List<String> troubles = new ArrayList<>();
            trouble(
                    totals.connectFailures(),
                    "attempt to connect that failed",
                    "attempts to connect that failed",
                    troubles);
            trouble(totals.lostConnections(), "lost connection", "lost connections", troubles);
            trouble(totals.refused(), "refused message", "refused messages", troubles);
            trouble(totals.gaveUp(), "message given up", "messages given up", troubles);
            sentences.add("There were " + String.join(", ", troubles) + ".");
        }
        if (totals.cutOff() > 0) {
            sentences.add(Figures.plural(totals.cutOff(), "connection") + (totals.cutOff() == 1 ? " was" : " were")
                    + " cut off on purpose, which is no failure.");
        }
        if (report.warmUpSeconds() > 0) {
            sentences.add("What was due in the first " + duration(report.warmUpSeconds())
                    + " is warm-up: it is in the plots, but in no percentile and no objective.");
        }
        return sentences;
    }

    private static String acknowledged(Totals totals) {
        if (totals.sent() > 0 && totals.answerable() == 0) {
            return "at QoS 0, where nothing is acknowledged";
        }
        if (totals.acknowledged() == 0) {
            return "none was acknowledged";
        }
        String rest =
                totals.unanswerable() == 0 ? "" : " of the " + Figures.count(totals.answerable()) + " above QoS 0";
        if (totals.acknowledged() >= totals.answerable()) {
            return "all" + rest + " were acknowledged";
        }
        return share(totals.acknowledged(), totals.answerable()) + rest + " were acknowledged, "
                + Figures.count(totals.answerable() - totals.acknowledged()) + " were not";
    }

    private static void latency(String beginning, Histogram micros, List<String> sentences) {
        if (micros.getTotalCount() > 0) {
            sentences.add(beginning + at(micros, 50) + ", 99 in 100 within " + at(micros, 99) + "; the slowest took "
                    + at(micros, 100) + ".");
        }
    }

    private static void trouble(long count, String one, String many, List<String> troubles) {
        if (count > 0) {
            troubles.add(Figures.count(count) + " " + (count == 1 ? one : many));
        }
    }

    /** Never rounded up to all of it. */
    static String share(long part, long whole) {
        if (whole == 0 || part >= whole) {
            return whole == 0 ? "–" : "100 %";
        }
        return String.format(Locale.ROOT, "%.2f %%", Math.floor(10_000.0 * part / whole) / 100);
    }

    static String at(Histogram micros, double percentile) {
        return micros.getTotalCount() == 0 ? "–" : Figures.micros(micros.getValueAtPercentile(percentile));
    }

    static String perSecond(double rate) {
        return Figures.count(Math.round(rate)) + "/s";
    }

    static String bytes(long bytes) {
        return bytes >= 1L << 30
                ? String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30))
                : Math.round(bytes / (double) (1L << 20)) + " MB";
    }

    /** Microseconds of CPU for each completed message. */
    static String cpuPerMessage(RunReport report, double cpuSeconds) {
        return report.completed() == 0
                ? "–"
                : String.format(Locale.ROOT, "%.2f µs", cpuSeconds * 1e6 / report.completed());
    }
}
