package dev.sluice.sandbox.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.sandbox.load.LoadRun;
import dev.sluice.sandbox.program.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The load generator, in a JVM of its own for each run: devices that publish at QoS 1 as fast as they are answered. */
final class Devices {

    private static final Duration BOUND = Duration.ofMinutes(10);

    private final Programs programs;
    private final BenchSettings settings;
    private final int port;
    private final Path folder;

    /** @param port where the bridge listens */
    Devices(Programs programs, BenchSettings settings, int port, Path folder) {
        this.programs = programs;
        this.settings = settings;
        this.port = port;
        this.folder = folder;
    }

    /** What the devices saw; microseconds from PUBLISH to PUBACK. */
    record Result(
            long sent,
            long acknowledged,
            double perSecond,
            double seconds,
            long p50Micros,
            long p99Micros,
            long reconnects,
            Duration cpu) {}

    /** As fast as they are answered. */
    Result run(long messages) {
        return run(List.of("--count", Long.toString(messages)));
    }

    /** On schedule, however long answers take. */
    Result runAtRate(int perSecond, Duration time) {
        return run(List.of("--rate", Integer.toString(perSecond), "--seconds", Double.toString(time.toMillis() / 1e3)));
    }

    private Result run(List<String> howMuch) {
        List<String> options = new ArrayList<>(List.of(
                "--qos",
                "1",
                "--devices",
                Integer.toString(settings.connections()),
                "--in-flight",
                Integer.toString(settings.window()),
                "--payload-size",
                Integer.toString(settings.payloadBytes())));
        options.addAll(howMuch);
        var run = LoadRun.of(programs, folder, "devices", port, BOUND, options);
        return read(run.summary(), run.cpu());
    }

    static Result read(JsonNode summary, Duration cpu) {
        return new Result(
                summary.path("sent").asLong(),
                summary.path("acknowledged").asLong(),
                summary.path("rate").asDouble(),
                summary.path("seconds").asDouble(),
                summary.path("p50Micros").asLong(),
                summary.path("p99Micros").asLong(),
                summary.path("reconnects").asLong(),
                cpu);
    }
}
