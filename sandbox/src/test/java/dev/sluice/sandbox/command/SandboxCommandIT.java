package dev.sluice.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.sandbox.kafka.Topics;
import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as the shell sees it: its exit code and what it prints. */
class SandboxCommandIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /** Apart from the folder, over which a test mounts a small disk. */
    @TempDir
    Path logs;

    private ChildProcess child;

    @AfterEach
    void end() {
        if (child != null) {
            child.close();
        }
    }

    @Test
    void saysHowToConnectAndEndsCleanlyOnSigterm() throws IOException {
        child = sandbox("--no-registry", "--kafka-port", "0");
        String ready = child.awaitLine(line -> line.startsWith("kafka ready on 127.0.0.1:"), BOUND);
        String records = child.awaitLine(line -> line.contains("thrown away"), BOUND);
        child.awaitLine(line -> line.contains("Ctrl-C"), BOUND);
        assertThat(ready).endsWith("pid " + child.pid());

        child.stop();

        assertThat(Path.of(records.strip().split(" +")[1])).doesNotExist();
        assertThat(output()).as("Kafka's own log stays out of sight").doesNotContain("INFO", "WARN", "ERROR");
    }

    @Test
    void portInUseEndsInThreeAndSaysSo() throws IOException {
        try (var squatter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            child = sandbox("--no-registry", "--kafka-port", Integer.toString(squatter.getLocalPort()));
            assertThat(child.awaitEnd(BOUND)).isEqualTo(ExitCode.ENVIRONMENT);
            assertThat(output())
                    .contains("Port " + squatter.getLocalPort() + " on 127.0.0.1 is in use")
                    .hasLineCount(1);
        }
    }

    @Test
    void registryPortInUseEndsInThreeAndSaysSo() throws IOException {
        try (var squatter = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            child = sandbox("--kafka-port", "0", "--registry-port", Integer.toString(squatter.getLocalPort()));
            assertThat(child.awaitEnd(BOUND)).isEqualTo(ExitCode.ENVIRONMENT);
            assertThat(output())
                    .contains("Port " + squatter.getLocalPort() + " on 127.0.0.1 is in use")
                    .contains("--no-registry")
                    .hasLineCount(1);
        }
    }

    @Test
    void registryBesideKafkaDiesWithItEvenOnSigkill() throws Exception {
        child = sandbox("--kafka-port", "0", "--registry-port", "0");
        String ready = child.awaitLine(line -> line.startsWith("registry ready at http://127.0.0.1:"), BOUND);
        String[] words = ready.split(" ");
        long registry = Long.parseLong(words[words.length - 1]);
        var subjects =
                HttpRequest.newBuilder(URI.create(words[3] + "/subjects")).build();
        assertThat(HttpClient.newHttpClient()
                        .send(subjects, BodyHandlers.ofString())
                        .body())
                .isEqualTo("[]");
        assertThat(ProcessHandle.of(registry)).isPresent();

        child.kill();

        await().atMost(BOUND).until(() -> ProcessHandle.of(registry).isEmpty());
    }

    @Test
    void folderThatCannotBeWrittenEndsInThreeAndSaysSo() throws IOException {
        Path file = Files.createFile(folder.resolve("a-file"));
        child = sandbox("--kafka-port", "0", "--folder", file.resolve("below").toString());
        assertThat(child.awaitEnd(BOUND)).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(output())
                .contains("Kafka cannot write to " + file.resolve("below"))
                .hasLineCount(1);
    }

    @Test
    void diskThatFillsUpEndsInThreeAndSaysSo() throws Exception {
        assumeTrue(mayMountInANamespaceOfItsOwn(), "needs user namespaces");
        int port = FreePort.next();
        child = start(
                List.of(
                        "unshare",
                        "-Urm",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=48m tmpfs '" + folder + "' && exec \"$@\"",
                        "sh"),
                "--no-registry",
                "--kafka-port",
                Integer.toString(port),
                "--folder",
                folder.toString());
        child.awaitLine(line -> line.startsWith("kafka ready"), BOUND);

        fill("127.0.0.1:" + port);

        assertThat(child.awaitEnd(BOUND)).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(output()).contains("the disk under " + folder + " is full");
    }

    /** Sends 64 MB, which is more than there is, and does not care what becomes of it. */
    private static void fill(String bootstrapServers) {
        try (var topics = new Topics(bootstrapServers);
                var producer = new KafkaProducer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "max.block.ms",
                                10_000,
                                "delivery.timeout.ms",
                                20_000,
                                "request.timeout.ms",
                                5_000),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            topics.create("flood", 1, Map.of());
            byte[] incompressible = new byte[64 * 1024];
            new Random(1).nextBytes(incompressible);
            for (int record = 0; record < 1024; record++) {
                producer.send(new ProducerRecord<>("flood", incompressible));
            }
        }
    }

    private static boolean mayMountInANamespaceOfItsOwn() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    private ChildProcess sandbox(String... options) {
        return start(List.of(), options);
    }

    private ChildProcess start(List<String> before, String... options) {
        var words = new ArrayList<>(before);
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                SandboxMain.class.getName(),
                "sandbox"));
        words.addAll(List.of(options));
        return ChildProcess.start(ChildCommand.logged("the sandbox", words, log()));
    }

    private Path log() {
        return logs.resolve("sandbox.log");
    }

    private String output() throws IOException {
        return Files.readString(log())
                .lines()
                .filter(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"))
                .collect(Collectors.joining("\n"));
    }
}
