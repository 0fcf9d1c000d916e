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
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** New rules while devices send: nothing lost, nothing out of order, and no message that two sets of rules had a hand in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReloadIT {

    private static final Schema SCHEMA = new Schema.Parser().parse(RunningSluice.TELEMETRY);
    private static final Path SLUICE = Path.of("..", "sluice").toAbsolutePath().normalize();
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int GENERATIONS = 6;
    private static final int DEVICES = 8;

    private KafkaSandbox kafka;

    @BeforeAll
    void startKafka() {
        kafka = KafkaSandbox.inTemporaryFolder().start();
    }

    @AfterAll
    void stopKafka() {
        kafka.close();
    }

    /** Topic, header and value of a record name the generation of the rule that made it. */
    private static String generation(int number) {
        return """
                schemas: { folder: schemas }
                shutdown: { drain: 2s }
                reload: { watch: false }
                mappings:
                  - name: load
                    from: load/{device}
                    to: { topic: load-%d, headers: { generation: "'%d'" } }
                    value: { schema: Telemetry, fields: { device: "'%d'" } }
                """.formatted(number, number, number);
    }

    @Test
    void changeUnderLoadLosesNothingAndEveryRecordIsOfOneGeneration(@TempDir Path folder) throws Exception {
        try (var sluice = RunningSluice.start(folder, kafka.bootstrapServers(), generation(0))) {
            var load = IntStream.range(0, DEVICES)
                    .mapToObj(i -> new SteadyDevice(sluice.mqttPort(), "d" + i, "load/d" + i))
                    .toList();
            for (int number = 1; number < GENERATIONS; number++) {
                var before = load.stream().map(SteadyDevice::acknowledged).toList();
                await().atMost(BOUND)
                        .until(() -> IntStream.range(0, DEVICES)
                                .allMatch(i -> load.get(i).acknowledged() > before.get(i) + 200));
                Files.writeString(folder.resolve("sluice.yaml"), generation(number));
                var answer = sluice.management().send("POST", "/rules/reload", "");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(new JsonObject(answer.body()).getJsonArray("changed"))
                        .containsExactly("load");
            }
            await().atMost(BOUND).until(() -> load.stream().allMatch(device -> device.acknowledged() > 1_500));
            load.forEach(SteadyDevice::finish);
            await().atMost(BOUND).until(() -> load.stream().allMatch(SteadyDevice::isAnswered));

            audit(load.stream().map(SteadyDevice::sent).toList());
            assertThat(sluice.management().metric("sluice_rules_reloads_total{result=\"applied\"}"))
                    .isEqualTo(GENERATIONS - 1);
            load.forEach(SteadyDevice::close);
        }
    }

    private void audit(List<Integer> sent) {
        var stored = new ArrayList<List<Integer>>();
        sent.forEach(any -> stored.add(new ArrayList<>()));
        for (int number = 0; number < GENERATIONS; number++) {
            var expected = Integer.toString(number);
            var records = TopicReader.readAll(kafka.bootstrapServers(), "load-" + number);
            assertThat(records).as("records of generation " + number).isNotEmpty();
            for (var record : records) {
                var value = TopicReader.decode(record.value(), SCHEMA);
                assertThat(TopicReader.header(record, "generation")).isEqualTo(expected);
                assertThat(value.get("device")).hasToString(expected);
                int device = Integer.parseInt(new String(record.key()).substring(1));
                stored.get(device).add(((Long) value.get("seq")).intValue());
            }
        }
        for (int i = 0; i < sent.size(); i++) {
            assertThat(stored.get(i))
                    .as("device " + i)
                    .isEqualTo(IntStream.rangeClosed(1, sent.get(i)).boxed().toList());
        }
    }

    @Test
    void wrongFileIsAnsweredWithItsProblemsAndTheOldRulesStay(@TempDir Path folder) throws Exception {
        var rules = RunningSluice.RULES.replace("telemetry.{site}", "steady");
        try (var sluice = RunningSluice.start(folder, kafka.bootstrapServers(), rules);
                var device = new WireDevice(sluice.mqttPort(), "steady")) {
            Files.writeString(folder.resolve("sluice.yaml"), rules.replace("devices/{site}", "devices/#"));

            var answer = sluice.management().send("POST", "/rules/reload", "");

            assertThat(answer.statusCode()).isEqualTo(422);
            var problem = new JsonObject(answer.body()).getJsonArray("problems").getJsonObject(0);
            assertThat(problem.getString("file")).endsWith("sluice.yaml");
            assertThat(problem.getInteger("line")).isEqualTo(5);
            assertThat(problem.getString("path")).isEqualTo("mappings[0].from");
            assertThat(problem.getString("code")).isEqualTo("TOPIC-PATTERN");
            await().atMost(BOUND).untilAsserted(() -> {
                var ready = sluice.management().get("/health/ready");
                assertThat(ready.statusCode()).isEqualTo(200);
                assertThat(ready.body()).contains("was refused", "mappings[0].from", "the rules before it stay");
            });

            device.publish(1, "devices/north/d1/telemetry", "{\"device\":\"d1\",\"seq\":1,\"temperature\":1.5}");
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(device.acknowledged()).containsExactly(1));
            assertThat(TopicReader.readAll(kafka.bootstrapServers(), "steady")).hasSize(1);
        }
    }

    @Test
    void topicThatNoRuleNamesAnyMoreNoLongerMakesTheBridgeUnready(@TempDir Path folder) throws Exception {
        try (var strict = KafkaSandbox.inTemporaryFolder()
                .setting("auto.create.topics.enable", "false")
                .start()) {
            strict.createTopic("mqtt.dead-letters", 1, java.util.Map.of());
            strict.createTopic("mqtt.messages", 1, java.util.Map.of());
            strict.createTopic("there", 1, java.util.Map.of());
            var rules = RunningSluice.RULES.replace("telemetry.{site}", "there");
            try (var sluice = RunningSluice.start(folder, strict.bootstrapServers(), rules, "kafka.warm-up=500ms")) {
                Files.writeString(folder.resolve("sluice.yaml"), rules.replace("topic: \"there\"", "topic: misspelt"));

                var answer = sluice.management().send("POST", "/rules/reload", "");

                assertThat(new JsonObject(answer.body()).getJsonArray("topics-not-ready"))
                        .containsExactly("misspelt");
                await().atMost(BOUND)
                        .until(() -> sluice.management().get("/health/ready").statusCode() == 503);

                Files.writeString(folder.resolve("sluice.yaml"), rules);
                assertThat(sluice.management().send("POST", "/rules/reload", "").statusCode())
                        .isEqualTo(200);

                await().atMost(BOUND)
                        .until(() -> sluice.management().get("/health/ready").statusCode() == 200);
            }
        }
    }

    @Test
    void hangupReloadsTheProcessThatTheLauncherBecame(@TempDir Path folder) throws Exception {
        Programs.writeRules(folder, generation(0));
        int managementPort = FreePort.next();
        var management = new Management(managementPort);
        try (var child = launched(folder, managementPort)) {
            Files.writeString(folder.resolve("sluice.yaml"), generation(1));
            // The control: without a signal nothing happens, because this configuration is not watched.
            assertThat(management.get("/rules").body()).contains("load-0").doesNotContain("load-1");

            signal(child, "HUP");

            await().atMost(BOUND).until(() -> management.get("/rules").body().contains("load-1"));
            assertThat(child.alive()).isTrue();
            child.stop();
        }
    }

    @Test
    void configMapThatIsReplacedComesIntoForceByItself(@TempDir Path folder) throws Exception {
        var watched = "{ watch: true, interval: 200ms }";
        mount(folder, "..first", generation(0).replace("{ watch: false }", watched));
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..first"));
        Files.createSymbolicLink(folder.resolve("sluice.yaml"), Path.of("..data", "sluice.yaml"));
        Files.createSymbolicLink(folder.resolve("schemas"), Path.of("..data", "schemas"));
        int managementPort = FreePort.next();
        var management = new Management(managementPort);
        try (var child = launched(folder, managementPort)) {
            mount(folder, "..second", generation(1).replace("{ watch: false }", watched));
            var turned = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..second"));
            Files.move(turned, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

            await().atMost(BOUND).until(() -> management.get("/rules").body().contains("load-1"));
            assertThat(management.metric("sluice_rules_reloads_total{result=\"refused\"}"))
                    .isZero();
            child.stop();
        }
    }

    private static void mount(Path folder, String name, String rules) throws IOException {
        Programs.writeRules(Files.createDirectories(folder.resolve(name)), rules);
    }

    private ChildProcess launched(Path folder, int managementPort) {
        var child = ChildProcess.start(ChildCommand.logged(
                "sluice",
                List.of(
                        SLUICE.toString(),
                        "run",
                        "--config",
                        folder.resolve("sluice.yaml").toString(),
                        "--set",
                        "mqtt.listeners[0].port=0",
                        "--set",
                        "management.port=" + managementPort,
                        "--set",
                        "kafka.bootstrap.servers=" + kafka.bootstrapServers()),
                folder.resolve("output.log")));
        child.awaitLine(line -> line.startsWith("sluice ready"), BOUND);
        return child;
    }

    private static void signal(ChildProcess child, String name) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(child.pid())).start();
        assertThat(kill.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }
}
