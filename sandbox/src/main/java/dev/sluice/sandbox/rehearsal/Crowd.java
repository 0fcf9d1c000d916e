package dev.sluice.sandbox.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.program.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * {@code sluice simulate run}: devices with persistent sessions, half of them MQTT 5 and half 3.1.1, that publish on schedule until they are told that
 * it is enough, and come back by themselves whenever they lose their connection.
 */
final class Crowd implements AutoCloseable {

    static final String FLEET = "crowd";

    private static final int SECONDS_TO_CONNECT = 90;
    private static final Duration TIME_TO_END = Duration.ofSeconds(60);
    /** Told to stop is how it is meant to end. */
    private static final Set<Integer> GOOD = Set.of(0, 130);

    private static final String SCENARIO = """
            duration: 0s
            seed: 7
            fleets:
            """;

    private static final String DEVICES = """
              - prefix: %s-
                devices: %d
                ramp: 2s
                every: %dus
                arrivals: poisson
                mqtt: "%s"
                session: persistent
                keep-alive: 20s
                topic: %s
                qos: %d
                payload:
                  format: json
                  fields:
                    device: device
                    seq: seq
                    ts: time
                    temperature: { type: walk, min: 15, max: 30, step: 0.5 }
                    status: { type: enum, values: [ok, degraded, fault], weights: [97, 2, 1], dwell: 20 }
            """;

    private final Path folder;
    private final ChildProcess process;

    private Crowd(Path folder, ChildProcess process) {
        this.folder = folder;
        this.process = process;
    }

    static Crowd start(Programs programs, Path folder, int port, RehearsalSettings settings) {
        var words = programs.simulator(List.of(
                "run",
                scenario(folder, settings).toString(),
                "--broker",
                "tcp://127.0.0.1:" + port,
                "--connect-timeout",
                Integer.toString(SECONDS_TO_CONNECT),
                "--warm-up", // is the rehearsal's to wait for
                "0s",
                "--ledger",
                ledger(folder).toString(),
                "--report",
                report(folder).toString(),
                "--quiet"));
        return new Crowd(
                folder,
                ChildProcess.start(ChildCommand.logged("The device simulator", words, folder.resolve("devices.log"))));
    }

    private static Path scenario(Path folder, RehearsalSettings settings) {
        long everyMicros = settings.devices() * 1_000_000L / settings.rate();
        int older = settings.devices() / 2;
        String text = SCENARIO
                + fleet("five", settings.devices() - older, everyMicros, "5", settings.qos())
                + fleet("three", older, everyMicros, "3.1.1", settings.qos());
        Path file = folder.resolve("devices.yaml");
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new EnvironmentException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static String fleet(String word, int devices, long everyMicros, String mqtt, int qos) {
        return DEVICES.formatted(word, devices, everyMicros, mqtt, ReplicaRules.mqttTopic(FLEET), qos);
    }

    static Path ledger(Path folder) {
        return folder.resolve("ledger-" + FLEET);
    }

    private static Path report(Path folder) {
        return folder.resolve("devices.json");
    }

    void checkAlive() {
        if (!process.alive()) {
            throw process.failure("ended in the middle of the rehearsal");
        }
    }

    /** Nothing new from now on; gives what the devices felt. */
    JsonNode finish() {
        process.askToEnd();
        int code = process.awaitEnd(TIME_TO_END);
        if (!GOOD.contains(code)) {
            throw process.failure("ended with code " + code);
        }
        try {
            return new ObjectMapper().readTree(report(folder).toFile());
        } catch (IOException e) {
            throw new EnvironmentException("Cannot read " + report(folder) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
