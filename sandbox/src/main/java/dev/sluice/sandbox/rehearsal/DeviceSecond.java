package dev.sluice.sandbox.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What all devices felt in one second, as the simulator has it in its report ({@code sluice-run/1}, {@code series}).
 *
 * @param offered messages that became due
 * @param p50Micros and the next, of what was acknowledged in it, from when it was due; 0 if nothing was
 * @param reconnects devices that are connected again
 * @param connected devices at its end
 */
record DeviceSecond(
        Instant from,
        double length,
        long offered,
        long acknowledged,
        long p50Micros,
        long p99Micros,
        long maxMicros,
        long reconnects,
        long connectFailures,
        long connected,
        long repeated) {

    static List<DeviceSecond> read(JsonNode report) {
        Instant start = Instant.parse(report.path("started").asText());
        List<DeviceSecond> all = new ArrayList<>();
        for (JsonNode row : report.path("series")) {
            JsonNode latency = row.path("sinceDue");
            all.add(new DeviceSecond(
                    start.plusMillis(Math.round(row.path("at").asDouble() * 1e3)),
                    row.path("length").asDouble(),
                    row.path("offered").asLong(),
                    row.path("acknowledged").asLong(),
                    latency.path("p50").asLong(),
                    latency.path("p99").asLong(),
                    latency.path("max").asLong(),
                    row.path("reconnects").asLong(),
                    row.path("connectFailures").asLong(),
                    row.path("connected").asLong(),
                    row.path("repeated").asLong()));
        }
        return all;
    }

    /** Those of them that lie between two moments as a whole. */
    static List<DeviceSecond> within(List<DeviceSecond> all, Instant from, Instant to) {
        return all.stream()
                .filter(second -> !second.from.isBefore(from) && !second.to().isAfter(to))
                .toList();
    }

    /** Those of them that have any part between two moments. */
    static List<DeviceSecond> touching(List<DeviceSecond> all, Instant from, Instant to) {
        return all.stream()
                .filter(second -> second.to().isAfter(from) && second.from.isBefore(to))
                .toList();
    }

    private Instant to() {
        return from.plusMillis(Math.round(length * 1e3));
    }
}
