package dev.sluice.sandbox.rehearsal;

import dev.sluice.sandbox.machine.MachineClock;
import dev.sluice.sandbox.program.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** At most 110 columns for a person at a terminal. */
final class ScaleTable {

    private final RehearsalSettings settings;
    private final double loadBefore;
    private final List<ScaleReport.Median> medians;

    ScaleTable(RehearsalSettings settings, double loadBefore, List<ScaleReport.Median> medians) {
        this.settings = settings;
        this.loadBefore = loadBefore;
        this.medians = medians;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(settings.command());
        lines.add(String.format(
                Locale.ROOT,
                "%s (QoS %d, %s), median of %d rounds of %d s, %d cores for everybody, load average before %.1f",
                Words.count(settings.devices(), "device"),
                settings.qos(),
                settings.rate() == 0
                        ? "as fast as they are answered"
                        : Words.count(settings.rate()) + " messages/s offered",
                settings.rounds(),
                settings.seconds(),
                MachineClock.cores(),
                loadBefore));
        lines.add("");
        lines.add(row("", "messages/s", "PUBACK p50", "p99", "replicas", "HAProxy", "Kafka", "devices", "others"));
        for (ScaleReport.Median median : medians) {
            lines.add(row(
                    Words.count(median.replicas(), "replica"),
                    Words.count(Math.round(median.perSecond())),
                    millis(median.p50Micros()),
                    millis(median.p99Micros()),
                    micros(median.bridgesMicros()),
                    micros(median.balancerMicros()),
                    micros(median.kafkaMicros()),
                    micros(median.devicesMicros()),
                    String.format(Locale.ROOT, "%.0f %%", 100 * median.others())));
        }
        lines.add("");
        lines.add(
                "Replicas to devices: CPU for each acknowledged message, of all replicas together. Others: CPU that none of them used.");
        lines.addAll(model());
        return lines;
    }

    /** These cores are shared by everybody, so what more replicas would carry on cores of their own is reckoned, not measured. */
    private List<String> model() {
        ScaleReport.Median one = medians.get(0);
        ScaleReport.Median all = medians.get(medians.size() - 1);
        return List.of(
                "Reckoned, not measured: at that CPU for each message a core of its own carries "
                        + thousands(one.perCore()) + " messages/s on one replica",
                String.format(
                        Locale.ROOT,
                        "and %s on each of %d; a core of HAProxy carries %s.",
                        thousands(all.perCore()),
                        all.replicas(),
                        thousands(all.balancerPerCore())));
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "%-11s %11s %11s %9s %9s %9s %9s %9s %7s", (Object[]) cells)
                .stripTrailing();
    }

    private static String thousands(double number) {
        return Words.count(Math.round(number / 1e3) * 1_000);
    }

    private static String micros(double micros) {
        return String.format(Locale.ROOT, "%.1f µs", micros);
    }

    private static String millis(double micros) {
        return String.format(Locale.ROOT, "%.1f ms", micros / 1e3);
    }
}
