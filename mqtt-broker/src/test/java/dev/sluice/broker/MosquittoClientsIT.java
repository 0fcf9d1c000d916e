package dev.sluice.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.broker.fixture.BrokerOfDoors;
import dev.sluice.broker.fixture.Door;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Debian's mosquitto-clients. Where they are missing these tests are skipped, except under CI=true, where they fail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MosquittoClientsIT {

    private static final Path PUB = Path.of("/usr/bin/mosquitto_pub");
    private static final Path SUB = Path.of("/usr/bin/mosquitto_sub");

    @TempDir
    private static Path folder;

    private BrokerOfDoors doors;
    private RunningBroker broker;

    @BeforeAll
    void start() {
        boolean there = Files.isExecutable(PUB) && Files.isExecutable(SUB);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there)
                    .as("mosquitto-clients (Debian package) in /usr/bin")
                    .isTrue();
        }
        assumeTrue(there, "the Debian package mosquitto-clients is not installed");
        doors = new BrokerOfDoors(folder);
        broker = doors.running();
    }

    @AfterAll
    void stop() {
        if (doors != null) {
            doors.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"mqttv311,0", "mqttv311,1", "mqttv311,2", "mqttv5,0", "mqttv5,1", "mqttv5,2"})
    void publishesAndSubscribes(String version, String qos) throws Exception {
        var topic = "mosquitto/" + version + "/" + qos;
        var clientId = "pub-" + version + "-" + qos;
        var subscriber = run(SUB, "-V", version, "-q", qos, "-t", topic, "-C", "1", "-W", "60", "-F", "%q %p");
        await().until(() -> broker.broker().local().wants(topic));

        var publisher = run(PUB, "-V", version, "-q", qos, "-i", clientId, "-t", topic, "-m", "hello");

        assertThat(output(publisher)).isEmpty();
        assertThat(output(subscriber)).isEqualTo(qos + " hello\n");
        var taken = broker.ingest().awaitFrom(clientId, 1);
        assertThat(taken.payload()).isEqualTo("hello");
        assertThat(taken.publish().qos()).isEqualTo(Integer.parseInt(qos));
    }

    @ParameterizedTest
    @CsvSource({"mqttv311", "mqttv5"})
    void leavesARetainedMessage(String version) throws Exception {
        var topic = "mosquitto/kept/" + version;
        assertThat(output(run(PUB, "-V", version, "-q", "1", "-r", "-t", topic, "-m", "kept")))
                .isEmpty();

        var subscriber = run(SUB, "-V", version, "-t", topic, "-C", "1", "-W", "60", "-F", "%r %p");

        assertThat(output(subscriber)).isEqualTo("1 kept\n");
    }

    @ParameterizedTest
    @CsvSource({"mqttv311", "mqttv5"})
    void publishesManyLinesInOrder(String version) throws Exception {
        var clientId = "lines-" + version;
        var publisher = run(PUB, "-V", version, "-q", "1", "-i", clientId, "-t", "lines", "-l");
        var lines = new ArrayList<String>();
        for (int i = 0; i < 500; i++) {
            lines.add("line " + i);
        }
        try (var in = publisher.getOutputStream()) {
            in.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(output(publisher)).isEmpty();
        broker.ingest().awaitFrom(clientId, 500);
        assertThat(broker.ingest().from(clientId))
                .extracting(RecordingIngest.Taken::payload)
                .isEqualTo(lines);
    }

    /** Debian's version of them has no WebSocket. */
    @ParameterizedTest
    @CsvSource({"TLS,tlsv1.2", "TLS,tlsv1.3", "MUTUAL_TLS,tlsv1.2", "MUTUAL_TLS,tlsv1.3"})
    void comesInThroughTls(Door door, String version) throws Exception {
        var clientId = "secure-" + door + version;
        var publisher = run(
                door,
                PUB,
                "--tls-version",
                version,
                "--tls-alpn",
                "mqtt",
                "-q",
                "1",
                "-i",
                clientId,
                "-t",
                "secure/" + door,
                "-r",
                "-m",
                "hello");

        assertThat(output(publisher)).isEmpty();
        broker.ingest().awaitFrom(clientId, 1);
        var subscriber = run(door, SUB, "--tls-version", version, "-t", "secure/" + door, "-C", "1", "-W", "60");
        assertThat(output(subscriber)).isEqualTo("hello\n");
    }

    @Test
    void isTurnedAwayWithoutACertificateWhereOneIsDemanded() throws Exception {
        var command = command(Door.TLS, PUB, "-t", "a", "-m", "b");
        command.set(command.indexOf("-p") + 1, String.valueOf(doors.port(Door.MUTUAL_TLS)));
        var publisher = new ProcessBuilder(command).redirectErrorStream(true).start();

        var said = new String(publisher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(publisher.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(publisher.exitValue()).as(said).isNotZero();
    }

    private Process run(Path program, String... arguments) throws IOException {
        return run(Door.TCP, program, arguments);
    }

    private Process run(Door door, Path program, String... arguments) throws IOException {
        return new ProcessBuilder(command(door, program, arguments))
                .redirectErrorStream(true)
                .start();
    }

    private List<String> command(Door door, Path program, String... arguments) {
        var command =
                new ArrayList<>(List.of(program.toString(), "-h", "127.0.0.1", "-p", String.valueOf(doors.port(door))));
        if (door.isSecure()) {
            command.addAll(List.of("--cafile", doors.authority().certificate().toString()));
        }
        if (door.demandsCertificate()) {
            command.addAll(List.of(
                    "--cert",
                    doors.device().certificate().toString(),
                    "--key",
                    doors.device().key().toString()));
        }
        command.addAll(List.of(arguments));
        return command;
    }

    private static String output(Process process) throws IOException, InterruptedException {
        try {
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
