package dev.sluice.simulator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.simulator.broker.Certificates;
import dev.sluice.simulator.broker.Mosquitto;
import dev.sluice.simulator.broker.Mosquitto.Door;
import dev.sluice.simulator.replay.RecordedMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What devices say is recorded from Debian's mosquitto, and said again. Skipped where that is missing, except under CI=true. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RecordIT {

    private static final String DEVICES = """
            duration: 0s
            fleets:
              - prefix: d-
                devices: 2
                every: 100ms
                topic: north/{device}/telemetry
                payload: {format: json, fields: {device: device, seq: seq, temperature: {type: walk, min: 1, max: 9, step: 1}}}
            """;

    private static final String AGAIN = """
            duration: 20s
            fleets:
              - prefix: again-
                devices: 2
                every: 50ms
                payload: {format: replay, file: recorded.ndjson, device-level: 2, at-end: stop}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void mosquittoIsThere() {
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(Mosquitto.isInstalled(), "the Debian package mosquitto is not installed");
        }
    }

    @Test
    void whatIsRecordedIsSaidAgain() throws Exception {
        try (Mosquitto broker = mosquitto()) {
            String uri = broker.uri(Door.TCP);
            Path recorded = folder.resolve("recorded.ndjson");
            var recording = CompletableFuture.supplyAsync(() -> simulate(
                    "record", "--broker", uri, "--topic", "north/#", "--count", "30", "--out", recorded.toString()));
            await().until(() -> err.toString().contains("Recording north/#"));
            var devices = CompletableFuture.supplyAsync(
                    () -> simulate("run", scenario("devices.yaml", DEVICES), "--broker", uri, "--seconds", "6"));

            assertThat(recording.get(60, TimeUnit.SECONDS)).isEqualTo(ExitCode.GOOD);
            List<RecordedMessage> messages = Files.readAllLines(recorded).stream()
                    .map(RecordedMessage::parse)
                    .toList();
            assertThat(messages).hasSize(30).allMatch(message -> message.topic().startsWith("north/d-0000"));
            assertThat(devices.get(60, TimeUnit.SECONDS)).isEqualTo(ExitCode.GOOD);

            int exit = simulate(
                    "run",
                    scenario("again.yaml", AGAIN),
                    "--broker",
                    uri,
                    "--ledger",
                    folder.resolve("l").toString());

            assertThat(exit).isEqualTo(ExitCode.GOOD);
            assertThat(out.toString()).contains("2 devices sent 30 messages");
        }
    }

    @Test
    void whoIsNotLetInIsToldWhy() throws Exception {
        try (Mosquitto broker = mosquitto()) {
            int exit = simulate(
                    "record",
                    "--broker",
                    broker.uri(Door.PASSWORD),
                    "--out",
                    folder.resolve("x").toString());

            assertThat(exit).isEqualTo(ExitCode.ENVIRONMENT);
            assertThat(err.toString())
                    .contains("Cannot listen at", "not authorized")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void devicesThatAreNotLetInAreReported() throws Exception {
        try (Mosquitto broker = mosquitto()) {
            int exit = simulate(
                    "run",
                    scenario("d.yaml", DEVICES),
                    "--broker",
                    broker.uri(Door.PASSWORD),
                    "--connect-timeout",
                    "6");

            assertThat(exit).isEqualTo(ExitCode.ENVIRONMENT);
            assertThat(err.toString()).contains("No device could connect", "not authorized");
        }
    }

    private Mosquitto mosquitto() throws Exception {
        Certificates certificates = new Certificates(folder, "authority");
        certificates.signFor("broker");
        return Mosquitto.start(folder, certificates, "somebody");
    }

    private int simulate(String... arguments) {
        return SimulatorMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String scenario(String name, String yaml) {
        try {
            return Files.writeString(folder.resolve(name), yaml).toString();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
