package dev.sluice.simulator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.simulator.broker.Script;
import dev.sluice.simulator.broker.TestBroker;
import dev.sluice.simulator.ledger.Ledger;
import dev.sluice.simulator.ledger.LedgerFile;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only a process of its own can show: signals, exit codes, and what stands on the screen. */
class ProcessIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"lean,INT", "lean,TERM", "hivemq,INT", "hivemq,TERM"})
    void aSignalEndsPublishingCleanlyWithItsLedgerWritten(String client, String signal) throws Exception {
        Path ledger = folder.resolve("ledger");
        try (TestBroker broker = new TestBroker(Script.saysYes())) {
            Process process = start(
                    "publish",
                    "--broker",
                    broker.uri(),
                    "--connect-timeout",
                    "60",
                    "--client",
                    client,
                    "--devices",
                    "5",
                    "--rate",
                    "500",
                    "--ledger",
                    ledger.toString());
            await().atMost(60, TimeUnit.SECONDS).until(() -> broker.received().size() > 400);
            new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
            Ledger books = new LedgerFile(ledger).read();
            assertThat(books.state()).isEqualTo(Ledger.State.INTERRUPTED);
            await().untilAsserted(() ->
                    assertThat((long) broker.received().size()).isBetween(books.acknowledged(), books.sent()));
            assertThat(books.acknowledged()).isBetween(200L, books.sent());
            assertThat(output()).contains("told to stop").contains("p99.9");
        }
    }

    @Test
    void theLedgerIsThereBeforeTheEndInCaseThereIsNone() throws Exception {
        LedgerFile ledger = new LedgerFile(folder.resolve("ledger"));
        try (TestBroker broker = new TestBroker(Script.saysYes())) {
            Process process = start(
                    "publish",
                    "--broker",
                    broker.uri(),
                    "--connect-timeout",
                    "60",
                    "--client",
                    "lean",
                    "--devices",
                    "2",
                    "--rate",
                    "500",
                    "--ledger",
                    ledger.path().toString());
            await().atMost(60, TimeUnit.SECONDS)
                    .ignoreExceptions()
                    .until(() -> ledger.read().acknowledged() > 100);
            process.destroyForcibly().waitFor();

            assertThat(ledger.read().state()).isEqualTo(Ledger.State.RUNNING);
        }
    }

    @Test
    void noBrokerIsSaidAndExitsWithThree() throws Exception {
        Process process = start("publish", "--broker", "tcp://127.0.0.1:" + freePort(), "--connect-timeout", "8");

        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(output())
                .contains("No device could connect to tcp://127.0.0.1:")
                .contains("Connection refused");
    }

    @Test
    void noKafkaIsSaidOnceAndExitsWithThree() throws Exception {
        Path ledger = Files.writeString(
                folder.resolve("ledger"),
                "sluice-ledger 1\nstate=finished qos=1 started=1 written=2\nd 0-1 0\ntotal devices=1 sent=2 acknowledged=1\n");
        Process process = start(
                "verify",
                "--ledger",
                ledger.toString(),
                "--topics",
                "t",
                "--timeout",
                "2",
                "--kafka",
                "127.0.0.1:" + freePort());

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(output().lines()).hasSize(1).first().asString().startsWith("Kafka does not answer at 127.0.0.1:");
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT", // a build in the background of a shell ignores it, and so would its children
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-ea",
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"))
                .lines()
                .filter(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"))
                .collect(Collectors.joining("\n"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
