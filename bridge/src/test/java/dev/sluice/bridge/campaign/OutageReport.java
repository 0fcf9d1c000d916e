package dev.sluice.bridge.campaign;

import dev.sluice.bridge.it.Programs.Verdict;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/**
 * What an outage campaign measured. Bytes are bytes, times are seconds.
 *
 * @param heapMost of the bridge, garbage included
 * @param liveEarly in use after a full collection early in the outage
 * @param liveLate the same at its end
 * @param lagMost the latest event loop
 * @param withinConnections that stayed within their window
 * @param withinLost those of them that were lost at any time
 * @param pingMost the longest that a PINGREQ waited during the outage
 * @param strangerHeard the return code of a device that wanted to connect at the end of the outage
 * @param returnTook from the order to come back until Kafka answered clients
 * @param answeredAfter from then until whatever had waited within windows was acknowledged
 * @param readyAfter from then until {@code /health/ready} was 200
 * @param audits of the devices with QoS 1
 */
record OutageReport(
        OutageSettings settings,
        double heapMost,
        long liveEarly,
        long liveLate,
        double residentMost,
        double lagMost,
        double inFlightMost,
        double pausedMost,
        List<String> stages,
        int withinConnections,
        long withinLost,
        int pings,
        double pingMedian,
        double pingMost,
        int strangerHeard,
        int strangerHeardLater,
        double returnTook,
        double answeredAfter,
        double readyAfter,
        List<Verdict> audits) {

    String text() {
        return String.join(
                "\n",
                line(
                        "Kafka: %s for %d s, %,d messages/s offered",
                        settings.outage(), settings.lasts().toSeconds(), settings.rate()),
                line(
                        "devices: %d within their window, %d beyond, %d with QoS 0",
                        withinConnections, settings.beyond(), settings.qos0()),
                line(
                        "bridge's heap: at most %.0f of %d MB; in use after a full collection %.1f MB early, %.1f MB at the end; resident at most %.0f MB",
                        megabytes(heapMost),
                        BridgeUnderLoad.HEAP_MEGABYTES,
                        megabytes(liveEarly),
                        megabytes(liveLate),
                        megabytes(residentMost)),
                line(
                        "in flight: at most %,.0f of %,d messages; paused at most %.0f connections",
                        inFlightMost, settings.budget(), pausedMost),
                line("stages that were on: %s", String.join(", ", stages)),
                line("event loops: at most %.0f ms late; load of the machine now %.1f", lagMost * 1e3, load()),
                line(
                        "within their window: %d of %d connections kept",
                        withinConnections - withinLost, withinConnections),
                line(
                        "pings during the outage: %d, answered after %.1f ms (median), %.0f ms (longest)",
                        pings, pingMedian * 1e3, pingMost * 1e3),
                line("a device that knocked at the end heard %d, and %d afterwards", strangerHeard, strangerHeardLater),
                line(
                        "Kafka answered %.1f s after it was told to come back; then all that waited within windows was acknowledged after %.1f s, /health/ready was 200 after %.1f s",
                        returnTook, answeredAfter, readyAfter),
                String.join("\n", audits.stream().map(Verdict::audit).toList()));
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static double megabytes(double bytes) {
        return bytes / (1 << 20);
    }
}
