package dev.sluice.sandbox.rehearsal;

import dev.sluice.sandbox.ledger.Findings;
import dev.sluice.sandbox.machine.MachineClock;
import dev.sluice.sandbox.program.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** At most 110 columns for a person at a terminal. */
final class DisturbanceTable {

    private final RehearsalSettings settings;
    private final double loadBefore;
    private final List<Phase> phases;
    private final List<Departure> departures;
    private final Map<String, Long> inTheEnd;
    private final Findings findings;

    DisturbanceTable(
            RehearsalSettings settings,
            double loadBefore,
            List<Phase> phases,
            List<Departure> departures,
            Map<String, Long> inTheEnd,
            Findings findings) {
        this.settings = settings;
        this.loadBefore = loadBefore;
        this.phases = phases;
        this.departures = departures;
        this.inTheEnd = inTheEnd;
        this.findings = findings;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(settings.command());
        lines.add(String.format(
                Locale.ROOT,
                "%s behind HAProxy, %s (QoS %d, half MQTT 5 and half 3.1.1), %d cores, load average before %.1f",
                Words.count(settings.replicas(), "replica"),
                Words.count(settings.devices(), "device"),
                settings.qos(),
                MachineClock.cores(),
                loadBefore));
        lines.add("");
        lines.add(row(
                "",
                "seconds",
                "due/s",
                "acked/s",
                "p50",
                "p99",
                "worst p99",
                "longest",
                "silent",
                "reconnects",
                "worst/s"));
        phases.forEach(phase -> lines.add(row(phase)));
        lines.add("");
        departures.forEach(departure -> lines.addAll(inWords(departure)));
        lines.add("Devices on each in the end: " + shares(inTheEnd) + ".");
        lines.add("");
        lines.add("Sent again by devices: "
                + Words.count(phases.stream().mapToLong(Phase::repeated).sum(), "message")
                + "; further copies in Kafka: "
                + Words.count(findings.duplicated()) + "; had no answer when the devices were stopped: "
                + Words.count(findings.sent() - findings.acknowledged()) + ".");
        lines.add(
                "From due to acknowledged; p50 and p99 of the median second, and p99 of the worst. Silent: longest time in which no");
        lines.add("device at all was acknowledged anything. Reconnects: in all, and in the worst second.");
        return lines;
    }

    private static String row(Phase phase) {
        return row(
                phase.name(),
                String.format(Locale.ROOT, "%.0f", phase.seconds()),
                Words.count(phase.offeredPerSecond()),
                Words.count(phase.acknowledgedPerSecond()),
                millis(phase.p50Micros()),
                millis(phase.p99Micros()),
                millis(phase.worstP99Micros()),
                millis(phase.longestMicros()),
                String.format(Locale.ROOT, "%.0f s", phase.silentSeconds()),
                Words.count(phase.reconnects()),
                Words.count(phase.worstReconnects()));
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "%-7s %8s %8s %8s %10s %10s %10s %10s %7s %11s %8s", (Object[]) cells)
                .stripTrailing();
    }

    private static List<String> inWords(Departure departure) {
        return List.of(
                departure.replica() + " (" + departure.signal() + ") with "
                        + Words.count(departure.devices(), "device") + ": HAProxy knew after "
                        + seconds(departure.noticedMillis()) + ", all devices elsewhere after "
                        + seconds(departure.backMillis()) + ", ended after " + seconds(departure.goneMillis()) + ",",
                "  started again after " + seconds(departure.launchedMillis()) + ", ready after "
                        + seconds(departure.readyMillis()) + ", given devices after "
                        + seconds(departure.servesMillis())
                        + ". Devices on each: " + shares(departure.before()) + " before, " + shares(departure.after())
                        + " then.",
                "  Reconnects by second: "
                        + departure.reconnects().stream().map(Words::count).collect(Collectors.joining(" ")));
    }

    private static String shares(Map<String, Long> connections) {
        return connections.values().stream().map(Words::count).collect(Collectors.joining("/"));
    }

    private static String seconds(long millis) {
        return millis < 0 ? "never" : String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }

    private static String millis(long micros) {
        return micros < 9_950
                ? String.format(Locale.ROOT, "%.1f ms", micros / 1e3)
                : String.format(Locale.ROOT, "%,.0f ms", micros / 1e3);
    }
}
