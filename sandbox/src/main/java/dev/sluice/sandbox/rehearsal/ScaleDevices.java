package dev.sluice.sandbox.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.sandbox.load.LoadRun;
import dev.sluice.sandbox.program.Programs;
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
        List<String> options = new ArrayList<>(List.of(
                "--qos",
                Integer.toString(settings.qos()),
                "--devices",
                Integer.toString(settings.devices()),
                "--topic",
                ReplicaRules.mqttTopic(fleet),
                "--in-flight",
                Integer.toString(WINDOW),
                "--connect-timeout",
                "60"));
        options.addAll(howMuch);
        var run = LoadRun.of(programs, folder, "devices-" + fleet, port, BOUND, options);
        JsonNode figures = run.summary();
        return new Result(
                figures.path("acknowledged").asLong(),
                figures.path("rate").asDouble(),
                figures.path("p50Micros").asLong(),
                figures.path("p99Micros").asLong(),
                run.cpu());
    }
}
