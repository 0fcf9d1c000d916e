package dev.sluice.sandbox.rehearsal;

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

/** {@code sluice simulate publish}: devices that publish as fast as they are answered, or at a rate, in a process of its own for each run. */
final class ScaleDevices {

    private static final Duration BOUND = Duration.ofMinutes(15);
    private static final int WINDOW = 20;

    private final Programs programs;
    private final Path folder;
    private final int port;
    private final RehearsalSettings settings;

    ScaleDevices(Programs programs, Path folder, int port, RehearsalSettings settings) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
        this.settings = settings;
    }

    record Result(long acknowledged, double perSecond, long p50Micros, long p99Micros, Duration cpu) {}

    /** As long, and at the rate, as the settings say. */
    Result run(String fleet) {
        return run(
                fleet,
                List.of(
                        "--rate",
                        Integer.toString(settings.rate()),
                        "--seconds",
                        Integer.toString(settings.seconds()),
                        "--ledger",
                        ledger(fleet).toString()));
    }

    /** So many messages as fast as they are answered, that nobody looks for afterwards. */
    void warmUp(String fleet, long messages) {
        run(fleet, List.of("--count", Long.toString(messages)));
    }

    Path ledger(String fleet) {
        return folder.resolve("ledger-" + fleet);
    }

    private Result run(String fleet, List<String> howMuch) {
        Path summary = folder.resolve("devices-" + fleet + ".json");
        List<String> arguments = new ArrayList<>(List.of(
                "publish",
                "--broker",
                "tcp://127.0.0.1:" + port,
                "--client",
                "lean",
                "--mqtt",
                "3.1.1",
                "--qos",
                Integer.toString(settings.qos()),
                "--session",
                "clean",
                "--devices",
                Integer.toString(settings.devices()),
                "--topic",
                ReplicaRules.mqttTopic(fleet),
                "--in-flight",
                Integer.toString(WINDOW),
                "--connect-timeout",
                "60",
                "--warm-up", // is a run of its own here
                "0s",
                "--json",
                summary.toString(),
                "--quiet"));
        arguments.addAll(howMuch);
        var command = ChildCommand.logged(
                "The device simulator", programs.simulator(arguments), folder.resolve("devices-" + fleet + ".log"));
        try (var child = ChildProcess.start(command)) {
            Duration cpu = CpuWatch.untilItEnds(child, BOUND);
            JsonNode figures = new ObjectMapper().readTree(summary.toFile());
            return new Result(
                    figures.path("acknowledged").asLong(),
                    figures.path("rate").asDouble(),
                    figures.path("p50Micros").asLong(),
                    figures.path("p99Micros").asLong(),
                    cpu);
        } catch (IOException e) {
            throw new EnvironmentException("Cannot read " + summary + ": " + e.getMessage(), e);
        }
    }
}
