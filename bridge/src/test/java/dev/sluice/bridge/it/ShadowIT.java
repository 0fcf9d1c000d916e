package dev.sluice.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.sandbox.kafka.KafkaSandbox;
import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.FreePort;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Candidate rules on the traffic of a running bridge: what they would change is said, and nothing of it happens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShadowIT {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String OTHER = RunningSluice.RULES.replace("telemetry.{site}", "shadow-only.{site}");

    @TempDir
    Path folder;

    private KafkaSandbox kafka;
    private RunningSluice sluice;
    private SteadyDevice device;

    @BeforeAll
    void start(@TempDir Path configuration) {
        kafka = KafkaSandbox.inTemporaryFolder().start();
        sluice = RunningSluice.start(configuration, kafka.bootstrapServers(), RunningSluice.RULES);
        device = new SteadyDevice(sluice.mqttPort(), "d1", "devices/north/d1/telemetry", Duration.ofMillis(5));
    }

    @AfterAll
    void stop() {
        device.finish();
        device.close();
        sluice.close();
        kafka.close();
    }

    @Test
    void differentRulesAreReportedAndNothingOfThemReachesKafka() {
        var body = new JsonObject().put("rules", OTHER).put("sample", "50%").encode();
        assertThat(sluice.management().send("PUT", "/shadow", body).statusCode())
                .isEqualTo(200);

        await().atMost(BOUND)
                .until(() -> new JsonObject(sluice.management().get("/shadow").body()).getLong("different") > 100);
        var report =
                new JsonObject(sluice.management().send("DELETE", "/shadow", "").body());

        assertThat(report.getLong("equal")).isZero();
        assertThat(report.getLong("failed")).isZero();
        assertThat(report.getJsonObject("different-in").getLong("topic")).isEqualTo(report.getLong("different"));
        assertThat(report.getJsonArray("examples")).hasSize(20);
        assertThat(report.getJsonArray("examples").getJsonObject(0).getString("difference"))
                .isEqualTo("Kafka topic telemetry.north → shadow-only.north");
        assertThat(sluice.management().metric("sluice_shadow_messages_total{result=\"different\"}"))
                .isGreaterThan(100);
        assertThat(topicExists("telemetry.north")).isTrue();
        assertThat(topicExists("shadow-only.north")).isFalse();
    }

    @Test
    void commandEndsWithOneAndATableWhenThereIsADifference() throws IOException {
        Files.writeString(folder.resolve("candidate.yaml"), OTHER);

        // Two seconds without a message are no trial.
        await().atMost(BOUND).untilAsserted(() -> {
            assertThat(command("--seconds", "2").awaitEnd(BOUND)).isEqualTo(1);
            assertThat(output())
                    .containsPattern("telemetry +telemetry +0 +[1-9]")
                    .containsPattern("Different in: topic [1-9]")
                    .contains("Kafka topic telemetry.north → shadow-only.north");
        });
        assertThat(sluice.management().get("/shadow").statusCode()).isEqualTo(404);
    }

    /** The control: the same traffic and the same rules make no difference. */
    @Test
    void commandEndsWithZeroWhenThereIsNone() throws IOException {
        Files.writeString(folder.resolve("candidate.yaml"), "# the same rules\n" + RunningSluice.RULES);

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(command("--seconds", "2").awaitEnd(BOUND))
                        .as(output())
                        .isZero());

        assertThat(output()).containsPattern("equal [1-9]").contains("different 0");
    }

    @Test
    void candidateWithProblemsEndsWithTwoAndNamesThem() throws IOException {
        Files.writeString(folder.resolve("candidate.yaml"), OTHER + "mapings: []\n");

        assertThat(command("--seconds", "2").awaitEnd(BOUND)).isEqualTo(2);

        assertThat(output()).contains("cannot be tried (1 problem)", "mapings", "[UNKNOWN-KEY]");
    }

    @Test
    void interruptRemovesTheTrial() throws Exception {
        Files.writeString(folder.resolve("candidate.yaml"), OTHER);
        var child = command("--seconds", "600");
        child.awaitLine(line -> line.startsWith("Trying"), BOUND);
        assertThat(sluice.management().get("/shadow").statusCode()).isEqualTo(200);

        var kill = new ProcessBuilder("kill", "-INT", Long.toString(child.pid())).start();
        assertThat(kill.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(child.awaitEnd(BOUND)).isEqualTo(130);
        assertThat(sluice.management().get("/shadow").statusCode()).isEqualTo(404);
        assertThat(output()).contains("the trial has ended");
    }

    @Test
    void bridgeThatIsNotThereEndsWithThree() throws IOException {
        Files.writeString(folder.resolve("candidate.yaml"), OTHER);

        assertThat(command("--management", "http://127.0.0.1:" + FreePort.next())
                        .awaitEnd(BOUND))
                .isEqualTo(3);

        assertThat(output()).contains("No bridge answers at http://127.0.0.1:").doesNotContain("\tat ");
    }

    private boolean topicExists(String topic) {
        try {
            return !TopicReader.readAll(kafka.bootstrapServers(), topic).isEmpty();
        } catch (UnknownTopicOrPartitionException | NullPointerException absent) {
            return false;
        }
    }

    private ChildProcess command(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT", // a build in the background of a shell ignores it, and so would its children
                JAVA.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sluice.bridge.command.SluiceMain",
                "shadow",
                "--rules",
                folder.resolve("candidate.yaml").toString(),
                "--sample",
                "100%"));
        if (!List.of(more).contains("--management")) {
            words.add("--management");
            words.add("http://127.0.0.1:" + sluice.management().port());
        }
        words.addAll(List.of(more));
        return ChildProcess.start(ChildCommand.logged("shadow", words, log()));
    }

    private Path log() {
        return folder.resolve("shadow.log");
    }

    private String output() throws IOException {
        return Files.exists(log()) ? Files.readString(log()) : "";
    }
}
