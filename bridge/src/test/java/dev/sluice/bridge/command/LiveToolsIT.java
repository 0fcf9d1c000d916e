package dev.sluice.bridge.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.bridge.it.RunningSluice;
import dev.sluice.bridge.it.TopicReader;
import dev.sluice.bridge.it.WireDevice;
import dev.sluice.sandbox.kafka.KafkaSandbox;
import dev.sluice.sandbox.machine.FreePort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The tools that ask a broker or Kafka, beside a bridge that runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveToolsIT {

    private static final Path SUBSCRIBE = Path.of("/usr/bin/mosquitto_sub");
    /** Longer than a name in DNS may be, so that no name server is asked for it. */
    private static final String NO_HOST = "k".repeat(64);

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int PARTITIONS = 7;
    private static final List<String> DEVICES = List.of("d1", "press-7", "pump-3", "gate", "d-000042", "press 9");

    private KafkaSandbox kafka;
    private RunningSluice sluice;
    private Path running;

    @TempDir
    Path folder;

    private record Told(int exitCode, String out, String err) {}

    @BeforeAll
    void start(@TempDir Path configuration) {
        running = configuration;
        kafka = KafkaSandbox.inTemporaryFolder().start();
        kafka.createTopic("telemetry.north", PARTITIONS, Map.of());
        sluice = RunningSluice.start(running, kafka.bootstrapServers(), RunningSluice.RULES);
    }

    @AfterAll
    void stop() {
        sluice.close();
        kafka.close();
    }

    @Test
    void inferListensToABrokerAndProposesWhatTakesTheDevicesNextMessages() throws IOException {
        var proposal = folder.resolve("proposal");
        var told = CompletableFuture.supplyAsync(() -> sluice(
                folder,
                "infer",
                "--broker",
                "tcp://127.0.0.1:" + sluice.mqttPort(),
                "--seconds",
                "5",
                "--output",
                proposal.toString()));
        publishUntil(told::isDone);

        assertThat(told.join().exitCode()).as(told.join().err()).isEqualTo(0);
        assertThat(told.join().out()).contains("1 rule and 1 schema from ");
        assertThat(proposal.resolve("sluice.yaml"))
                .content()
                .contains("from: \"devices/live/{level3}/telemetry\"", "it rejects none");
        assertProposalIsGood(proposal);
    }

    @Test
    void inferReadsWhatMosquittoSubWritesFromStandardInput() throws IOException {
        assumeTrue(Files.isExecutable(SUBSCRIBE), "Debian's mosquitto-clients are not installed");
        var heard = folder.resolve("heard");
        var subscriber = new ProcessBuilder(
                        SUBSCRIBE.toString(),
                        "-p",
                        Integer.toString(sluice.mqttPort()),
                        "-t",
                        "devices/live/#",
                        "-F",
                        "%j",
                        "-C",
                        "20",
                        "-W",
                        "60")
                .redirectOutput(heard.toFile())
                .start();
        publishUntil(() -> !subscriber.isAlive());

        var proposal = folder.resolve("proposal");
        var usual = System.in;
        Told told;
        try (var lines = Files.newInputStream(heard)) {
            System.setIn(lines);
            told = sluice(folder, "infer", "-", "--output", proposal.toString());
        } finally {
            System.setIn(usual);
        }

        assertThat(told.exitCode()).as(told.err()).isEqualTo(0);
        assertThat(told.out()).contains("1 rule and 1 schema from 20 messages");
        assertProposalIsGood(proposal);
    }

    @Test
    void brokerThatIsAwayIsTheMachinesFaultAndNamed() {
        var broker = "tcp://127.0.0.1:" + FreePort.next();

        var told = sluice(folder, "infer", "--broker", broker, "--seconds", "1");

        assertThat(told.exitCode()).isEqualTo(3);
        assertThat(told.err())
                .contains("The broker " + broker + " cannot be listened to: ")
                .doesNotContain("null", "\tat ");
        assertThat(told.out()).isEmpty();
    }

    @Test
    void explainNamesThePartitionThatTheRecordThenGets() throws IOException {
        for (int i = 0; i < DEVICES.size(); i++) {
            try (var device = new WireDevice(sluice.mqttPort(), "publisher-" + i)) {
                device.publish(1, topic("north", DEVICES.get(i)), reading(DEVICES.get(i), 1));
                await().atMost(LONG).until(() -> device.acknowledgements() == 1);
            }
        }
        Map<String, Integer> found = TopicReader.readAll(kafka.bootstrapServers(), "telemetry.north").stream()
                .collect(Collectors.toMap(record -> new String(record.key(), UTF_8), record -> record.partition()));
        assertThat(found).containsOnlyKeys(DEVICES);

        for (var device : DEVICES) {
            var text = explain(kafka.bootstrapServers(), "north", device);
            assertThat(text.out())
                    .contains("  partition    " + found.get(device) + " of " + PARTITIONS + " (as Kafka says)\n");

            var record = json(explain(kafka.bootstrapServers(), "north", device, "--format", "json"))
                    .at("/records/0");
            assertThat(record.path("partition").asInt(-1)).isEqualTo(found.get(device));
            assertThat(record.path("partitions").asInt()).isEqualTo(PARTITIONS);
        }
    }

    @Test
    void topicThatKafkaHasNotIsExplainedAndNotCreated() throws IOException {
        for (int i = 0; i < 2; i++) {
            var told = explain(kafka.bootstrapServers(), "nowhere", "d1");

            assertThat(told.exitCode()).as(told.err()).isEqualTo(0);
            assertThat(told.out())
                    .contains("  partition    not known: Kafka has no topic telemetry.nowhere\n", "\"seq\" : 1");
        }
    }

    @Test
    void kafkaThatIsAwayIsSaidAndTheRestIsExplained() throws IOException {
        var nobody = "127.0.0.1:" + FreePort.next();

        var told = explain(nobody, "north", "d1");

        assertThat(told.exitCode()).as(told.err()).isEqualTo(0);
        assertThat(told.out())
                .contains(
                        "  Kafka topic  telemetry.north\n",
                        "  key          d1\n",
                        "  partition    not known: Kafka at " + nobody + " does not answer\n",
                        "  value        plant.Telemetry, ",
                        "\"seq\" : 1");
        assertThat(told.err()).isEmpty();
    }

    @Test
    void kafkaWhoseHostHasNoAddressIsNamedWithKafkasReason() throws IOException {
        var nobody = NO_HOST + ":9092";

        var explained = explain(nobody, "north", "d1");
        assertThat(explained.exitCode()).as(explained.err()).isEqualTo(0);
        assertThat(explained.out())
                .contains(
                        "  partition    not known: Kafka at " + nobody + " cannot be reached: No resolvable ",
                        "\"seq\" : 1");

        var letters = sluice(running, "dead-letters", "list", "--set", "kafka.bootstrap.servers=" + nobody);
        assertThat(letters.exitCode()).isEqualTo(3);
        assertThat(letters.err())
                .contains("Kafka at " + nobody, ": No resolvable ")
                .doesNotContain("\tat ");
    }

    /** Two devices, a message of each at a time. */
    private void publishUntil(BooleanSupplier enough) {
        try (var one = new WireDevice(sluice.mqttPort(), "live-1");
                var two = new WireDevice(sluice.mqttPort(), "live-2")) {
            var sequence = IntStream.iterate(1, seq -> seq + 1).iterator();
            await().atMost(LONG).pollInterval(Duration.ofMillis(20)).until(() -> {
                int seq = sequence.next();
                one.publish(seq, topic("live", "d1"), reading("d1", seq));
                two.publish(seq, topic("live", "d2"), reading("d2", seq));
                return enough.getAsBoolean();
            });
        }
    }

    private void assertProposalIsGood(Path proposal) throws IOException {
        var file = proposal.resolve("sluice.yaml").toString();
        var lint = sluice(folder, "lint", "--strict", "--config", file);
        assertThat(lint.exitCode()).as(lint.out() + lint.err()).isEqualTo(0);

        var payload = Files.writeString(folder.resolve("next.json"), reading("d3", 4_711));
        var explained = sluice(folder, "explain", topic("live", "d3"), payload.toString(), "--config", file);
        assertThat(explained.exitCode()).as(explained.out()).isEqualTo(0);
        assertThat(explained.out()).contains(" = d3\n", "\"seq\" : 4711");
    }

    private Told explain(String bootstrapServers, String site, String device, String... more) throws IOException {
        var payload = Files.writeString(folder.resolve("payload.json"), reading(device, 1));
        var words = new ArrayList<>(List.of(
                "explain",
                topic(site, device),
                payload.toString(),
                "--kafka",
                "--set",
                "kafka.bootstrap.servers=" + bootstrapServers));
        words.addAll(List.of(more));
        return sluice(running, words.toArray(String[]::new));
    }

    private static Told sluice(Path workingFolder, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = new SluiceMain(workingFolder, chosen -> 0)
                .execute(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Told(exitCode, out.toString(), err.toString());
    }

    private static JsonNode json(Told told) throws IOException {
        return new ObjectMapper().readTree(told.out());
    }

    private static String topic(String site, String device) {
        return "devices/" + site + "/" + device + "/telemetry";
    }

    private static String reading(String device, int seq) {
        return "{\"device\":\"" + device + "\",\"seq\":" + seq + ",\"temperature\":21.5}";
    }
}
