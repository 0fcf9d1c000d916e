package dev.sluice.sandbox.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.CpuWatch;
import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.program.Programs;
import java.io.IOException;
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
        Path summary = folder.resolve("devices.json");
        List<String> arguments = new ArrayList<>(List.of(
                "publish",
                "--broker",
                "tcp://127.0.0.1:" + port,
                "--client",
                "lean",
                "--mqtt",
                "3.1.1",
                "--qos",
                "1",
                "--session",
                "clean",
                "--devices",
                Integer.toString(settings.connections()),
                "--in-flight",
                Integer.toString(settings.window()),
                "--payload-size",
                Integer.toString(settings.payloadBytes()),
                "--warm-up", // is a run of its own here
                "0s",
                "--json",
                summary.toString(),
                "--quiet"));
        arguments.addAll(howMuch);
        var words = programs.simulator(arguments);
        try (var child =
                ChildProcess.start(ChildCommand.logged("simulate publish", words, folder.resolve("devices.log")))) {
            Duration cpu = CpuWatch.untilItEnds(child, BOUND);
            return read(new ObjectMapper().readTree(summary.toFile()), cpu);
        } catch (IOException e) {
            throw new EnvironmentException("Cannot read " + summary + ": " + e.getMessage(), e);
        }
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
