package dev.sluice.sandbox.load;

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

/**
 * One run of the lean devices, which costs the machine as little as it can: MQTT 3.1.1, clean sessions.
 *
 * @param summary what {@code --json} wrote
 * @param cpu of the devices' process, its start included
 */
public record LoadRun(JsonNode summary, Duration cpu) {

    /**
     * Runs to the end.
     *
     * @param folder where summary and log go, both called {@code name}
     * @param port where the devices connect, on 127.0.0.1
     * @param options how many devices publish how much of what
     * @throws EnvironmentException when the process fails, or takes longer than {@code bound}
     */
    public static LoadRun of(
            Programs programs, Path folder, String name, int port, Duration bound, List<String> options) {
        Path summary = folder.resolve(name + ".json");
        List<String> words = new ArrayList<>(List.of(
                "publish",
                "--broker",
                "tcp://127.0.0.1:" + port,
                "--client",
                "lean",
                "--mqtt",
                "3.1.1",
                "--session",
                "clean",
                "--warm-up", // is a run of its own
                "0s",
                "--json",
                summary.toString(),
                "--quiet"));
        words.addAll(options);
        var command = ChildCommand.logged("simulate publish", programs.simulator(words), folder.resolve(name + ".log"));
        try (var child = ChildProcess.start(command)) {
            Duration cpu = CpuWatch.untilItEnds(child, bound);
            return new LoadRun(new ObjectMapper().readTree(summary.toFile()), cpu);
        } catch (IOException e) {
            throw new EnvironmentException("Cannot read " + summary + ": " + e.getMessage(), e);
        }
    }
}
