package dev.sluice.simulator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.simulator.broker.Certificates;
import dev.sluice.simulator.broker.Listener;
import dev.sluice.simulator.broker.Mosquitto;
import dev.sluice.simulator.broker.Mosquitto.Door;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The publish command through every door of Debian's mosquitto. Where it is missing these tests are skipped, except under CI=true,
 * where they fail.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TransportIT {

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static Mosquitto broker;

    /** Only runs that come to nothing wait so long. */
    private String connectSeconds = "60";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(Mosquitto.isInstalled(), "the Debian package mosquitto is not installed");
        }
        certificates = new Certificates(folder, "authority");
        for (String name : List.of("broker", "d-00000", "d-00001")) {
            certificates.signFor(name);
        }
        broker = Mosquitto.start(folder, certificates, "d-00000", "d-00001");
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"lean,5,TCP", "lean,5,TLS", "lean,5,WEBSOCKET", "lean,5,SECURE_WEBSOCKET"})
    @CsvSource({"lean,3.1.1,TLS", "lean,3.1.1,WEBSOCKET", "lean,3.1.1,SECURE_WEBSOCKET"})
    @CsvSource({"hivemq,5,TCP", "hivemq,5,TLS", "hivemq,5,WEBSOCKET", "hivemq,5,SECURE_WEBSOCKET"})
    @CsvSource({"hivemq,3.1.1,TLS", "hivemq,3.1.1,WEBSOCKET", "hivemq,3.1.1,SECURE_WEBSOCKET"})
    void everyTransportCarriesMessages(String client, String mqtt, Door door) throws Exception {
        String topic = client + "/" + mqtt + "/" + door;
        try (Listener listener = new Listener(broker.port(Door.TCP))) {
            List<String> more = new ArrayList<>(List.of("--mqtt", mqtt, "--topic", topic, "--payload-size", "2000"));
            if (door.name().contains("TLS") || door.name().contains("SECURE")) {
                more.addAll(List.of("--cafile", certificates.authority().toString()));
            }
            int exit = publish(door, client, more);

            assertThat(exit).as(err + " " + out).isEqualTo(ExitCode.GOOD);
            assertThat(out.toString()).contains("acknowledged 40").contains(broker.uri(door));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(listener.on(topic)).hasSize(40));
        }
    }

    @ParameterizedTest
    @CsvSource({"lean", "hivemq"})
    void eachDeviceShowsItsOwnCertificate(String client) {
        int exit = publish(
                Door.MUTUAL,
                client,
                List.of(
                        "--cafile", certificates.authority().toString(),
                        "--cert", folder + "/{device}.crt",
                        "--key", folder + "/{device}.key"));

        assertThat(exit).as(err + " " + out).isEqualTo(ExitCode.GOOD);
    }

    @ParameterizedTest
    @CsvSource({"lean", "hivemq"})
    void withoutACertificateTheBrokerThatWantsOneIsNotReached(String client) {
        connectSeconds = "4";
        int exit = publish(
                Door.MUTUAL,
                client,
                List.of("--cafile", certificates.authority().toString()));

        assertThat(exit).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err.toString()).contains("No device could connect to ssl://127.0.0.1:");
    }

    @ParameterizedTest
    @CsvSource({"lean", "hivemq"})
    void aBrokerWhoseAuthorityIsUnknownIsNotBelieved(String client) {
        assertThat(refused("TLS handshake failed", Door.TLS, client, List.of())).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err.toString()).contains("TLS handshake failed");
    }

    @ParameterizedTest
    @CsvSource({"lean,TLS", "lean,SECURE_WEBSOCKET", "hivemq,TLS", "hivemq,SECURE_WEBSOCKET"})
    void insecureBelievesAnyBrokerAndSaysSo(String client, Door door) {
        assertThat(publish(door, client, List.of("--insecure")))
                .as(err + " " + out)
                .isEqualTo(ExitCode.GOOD);
        assertThat(err.toString()).contains("WARNING: --insecure");
    }

    @ParameterizedTest
    @CsvSource({"lean,5", "lean,3.1.1", "hivemq,5", "hivemq,3.1.1"})
    void eachDeviceHasItsUserNameAndPassword(String client, String mqtt) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret-" + client + mqtt), "secret-{device}\n");

        int exit = publish(
                Door.PASSWORD,
                client,
                List.of("--mqtt", mqtt, "--username", "{device}", "--password-file", secret.toString()));

        assertThat(exit).as(err + " " + out).isEqualTo(ExitCode.GOOD);
        assertThat(out + " " + err).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({"lean,5,0x87 not authorized", "lean,3.1.1,0x05 not authorized"})
    @CsvSource({"hivemq,5,0x87 not authorized", "hivemq,3.1.1,0x05 not authorized"})
    void aWrongPasswordIsSaidInTheBrokersWords(String client, String mqtt, String reason) {
        int exit = refused(
                reason,
                Door.PASSWORD,
                client,
                List.of("--mqtt", mqtt, "--username", "{device}", "--password", "hunter2"));

        assertThat(exit).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err.toString()).contains(reason).doesNotContain("hunter2");
    }

    /** A slow machine may need longer to be refused. */
    private int refused(String reason, Door door, String client, List<String> more) {
        int exit = ExitCode.GOOD;
        for (String seconds : List.of("4", "25")) {
            connectSeconds = seconds;
            exit = publish(door, client, more);
            if (err.toString().contains(reason)) {
                break;
            }
        }
        return exit;
    }

    private int publish(Door door, String client, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of(
                "publish",
                "--quiet",
                "--broker",
                broker.uri(door),
                "--client",
                client,
                "--devices",
                "2",
                "--count",
                "40",
                "--connect-timeout",
                connectSeconds));
        arguments.addAll(more);
        return SimulatorMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }
}
