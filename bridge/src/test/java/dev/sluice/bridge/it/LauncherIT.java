package dev.sluice.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code sluice} as the shell sees it: exit codes, process ids, what it prints. Uses what the build has packaged. */
class LauncherIT {

    private static final Path SLUICE = Path.of("..", "sluice").toAbsolutePath().normalize();
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final int GOOD = 0;
    private static final int USAGE = 2;
    private static final int ENVIRONMENT = 3;

    @TempDir
    Path folder;

    private ChildProcess child;

    @AfterEach
    void end() {
        if (child != null) {
            child.kill();
        }
    }

    @Test
    void demoProvesThePromiseAndEndsWithItsFigures() throws IOException {
        sluice("demo", "--seconds", "5", "--devices", "20", "--rate", "500");

        assertThat(child.awaitEnd(Duration.ofSeconds(180))).as(output()).isEqualTo(GOOD);
        List<String> lines = output().lines().toList();
        assertThat(lines.get(lines.size() - 1))
                .matches(
                        "audit: sent=[1-9]\\d* acknowledged=[1-9]\\d* stored=[1-9]\\d* lost=0 duplicated=0 reordered=0");
        assertThat(output())
                .contains("\"device\": \"d-000")
                .containsPattern("messages were acknowledged to 20 devices\\. Kafka has every one of them")
                .doesNotContain("WARN", "ERROR", "Exception", "\tat ");
    }

    @Test
    void sigtermReachesTheBridgeWhichSaysThatNothingWasLeft() throws IOException {
        Programs.writeRules(folder, RunningSluice.RULES);
        run(FreePort.next(), FreePort.next());

        String ready = child.awaitLine(line -> line.startsWith("sluice ready"), BOUND);
        assertThat(ready).as("the launcher became the bridge").endsWith("pid " + child.pid());
        child.stop();

        assertThat(output())
                .contains("Nothing was left in flight")
                .as("nothing of what the logging library does to set itself up")
                .doesNotContain("ch.qos.logback");
    }

    @Test
    void sigtermWithoutKafkaIsDrainedWithinItsBoundAndSaysWhatWasLeft() throws IOException {
        Programs.writeRules(folder, RunningSluice.RULES);
        int mqttPort = FreePort.next();
        int managementPort = FreePort.next();
        run(mqttPort, managementPort);
        child.awaitLine(line -> line.startsWith("sluice ready"), BOUND);
        try (var device = new WireDevice(mqttPort, "d-1")) {
            device.publish(1, "devices/north/d-1/telemetry", "{\"device\":\"d-1\",\"seq\":0,\"temperature\":1.5}");
            var management = new Management(managementPort);
            await().atMost(BOUND).until(() -> management.metric("sluice_held_back_messages") == 1);

            child.stop();

            assertThat(device.acknowledged()).isEmpty();
        }
        assertThat(output()).contains("Stopped with 1 messages that Kafka has not acknowledged");
    }

    @Test
    void unknownCommandIsAUsageErrorWithTheListOfCommands() throws IOException {
        sluice("rum");

        assertThat(child.awaitEnd(BOUND)).isEqualTo(USAGE);
        assertThat(output()).contains("unknown command \"rum\"", "sluice run", "sluice demo", "sluice verify");
    }

    @Test
    void noCommandIsAUsageErrorAndHelpIsNot() throws IOException {
        sluice();
        assertThat(child.awaitEnd(BOUND)).isEqualTo(USAGE);

        sluice("help");
        assertThat(child.awaitEnd(BOUND)).isEqualTo(GOOD);
        assertThat(output()).contains("Exit codes");
    }

    @Test
    void wrongConfigurationNamesEveryProblemAndStartsNothing() throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), "managment: { port: 0 }\nkafka: { acks: 1 }\n");
        sluice("run", "--config", folder.resolve("sluice.yaml").toString());

        assertThat(child.awaitEnd(BOUND)).isEqualTo(USAGE);
        assertThat(output())
                .contains("2 problems", "UNKNOWN-KEY", "BREAKS-PROMISE")
                .doesNotContain("ready");
    }

    @Test
    void portInUseEndsInThreeAndIsNamed() throws IOException {
        Programs.writeRules(folder, RunningSluice.RULES);
        try (var squatter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            run(squatter.getLocalPort(), FreePort.next());

            assertThat(child.awaitEnd(BOUND)).isEqualTo(ENVIRONMENT);
            assertThat(output())
                    .contains("127.0.0.1:" + squatter.getLocalPort(), "in use")
                    .doesNotContain("Exception", "ready");
        }
    }

    @Test
    void simulateAndVerifyAreTheSimulatorsCommands() throws IOException {
        sluice("simulate", "publish", "--help");
        assertThat(child.awaitEnd(BOUND)).isEqualTo(GOOD);
        assertThat(output()).contains("--devices", "--ledger");

        sluice("verify", "--help");
        assertThat(child.awaitEnd(BOUND)).isEqualTo(GOOD);
        assertThat(output()).contains("--ledger", "--strict");
    }

    @Test
    void argumentsReachTheProgramAsTheyWereWrittenAndLinksAreFollowed() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("linked sluice"), SLUICE);
        start(link, "lint", "--config", folder.resolve("no such  file.yaml").toString());

        assertThat(child.awaitEnd(BOUND)).isEqualTo(USAGE);
        assertThat(output()).contains("no such  file.yaml");
        Files.delete(link);
    }

    @Test
    void javaThatIsNotThereIsNamed() throws Exception {
        var words = new ProcessBuilder(SLUICE.toString(), "run");
        words.environment().put("JAVA_HOME", folder.toString());
        words.environment().put("SLUICE_BUILD", "never");
        var process =
                words.redirectErrorStream(true).redirectOutput(log().toFile()).start();

        assertThat(process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ENVIRONMENT);
        assertThat(output()).contains("JAVA_HOME is " + folder);
    }

    private void run(int mqttPort, int managementPort) {
        sluice(
                "run",
                "--config",
                folder.resolve("sluice.yaml").toString(),
                "--set",
                "mqtt.listeners[0].port=" + mqttPort,
                "--set",
                "management.port=" + managementPort,
                "--set",
                "kafka.warm-up=0s",
                "--set",
                "shutdown.drain=1s",
                "--set",
                "kafka.bootstrap.servers=127.0.0.1:" + FreePort.next());
    }

    /** A child's environment says {@code SLUICE_BUILD=never}. */
    private void sluice(String... arguments) {
        start(SLUICE, arguments);
    }

    private void start(Path program, String... arguments) {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(List.of(arguments));
        child = ChildProcess.start(ChildCommand.logged("sluice", words, log()));
    }

    private Path log() {
        return folder.resolve("output.log");
    }

    private String output() throws IOException {
        return Files.readString(log());
    }
}
