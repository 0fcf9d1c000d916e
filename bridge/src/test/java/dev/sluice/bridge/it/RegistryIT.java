package dev.sluice.bridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.bridge.registry.Certificates;
import dev.sluice.bridge.registry.WebServer;
import dev.sluice.sandbox.kafka.KafkaSandbox;
import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.registry.RegistryProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Records with the ids of a real schema registry: who reads them, and what becomes of them while it is away or says no. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final double LONGEST_BLOCK_SECONDS = 1.5;
    private static final String OTHER =
            "{\"type\":\"record\",\"name\":\"Telemetry\",\"namespace\":\"plant\",\"fields\":"
                    + "[{\"name\":\"colour\",\"type\":\"string\"}]}";

    private final HttpClient http = HttpClient.newHttpClient();
    private KafkaSandbox kafka;
    private RegistryProcess registry;

    @TempDir
    Path folder;

    @BeforeAll
    void start() {
        registry = RegistryProcess.inTemporaryFolder().begin();
        kafka = KafkaSandbox.inTemporaryFolder().start();
        registry.ready();
    }

    @AfterEach
    void isThereForTheNext() {
        registry.start();
    }

    @AfterAll
    void stop() {
        registry.close();
        kafka.close();
    }

    @Test
    void readersThatAreNotOursReadWhatIsWritten() throws IOException {
        try (var sluice = sluice("foreign", "auto-register: true")) {
            publish(sluice, "d1", "foreign", 20);
        }

        var expected = IntStream.rangeClosed(1, 20).boxed().toList();
        assertThat(foreignReader("telemetry.foreign", "deserializer"))
                .containsExactlyElementsOf(expected.stream()
                        .map(seq -> "read {\"device\": \"d1\", \"seq\": " + seq + ", \"temperature\": 21.5}")
                        .toList());
        assertThat(foreignReader("telemetry.foreign", "converter"))
                .containsExactlyElementsOf(expected.stream()
                        .map(seq -> "read plant.Telemetry Struct{device=d1,seq=" + seq + ",temperature=21.5}")
                        .toList());
    }

    @Test
    void registryKilledUnderLoadHoldsOnlyWhatItHasNotNamed() {
        try (var sluice = sluice("killed", "auto-register: true");
                var known = new WireDevice(sluice.mqttPort(), "known");
                var fresh = new WireDevice(sluice.mqttPort(), "fresh")) {
            known.publish(1, topic("killed-a"), reading("known", 1));
            await().atMost(LONG).until(() -> known.acknowledged().size() == 1);
            IntStream.rangeClosed(2, 50).forEach(seq -> known.publish(seq, topic("killed-a"), reading("known", seq)));

            registry.kill();

            IntStream.rangeClosed(51, 90).forEach(seq -> known.publish(seq, topic("killed-a"), reading("known", seq)));
            IntStream.rangeClosed(1, 50).forEach(seq -> fresh.publish(seq, topic("killed-b"), reading("fresh", seq)));
            await().atMost(LONG).until(() -> known.acknowledged().size() == 90);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(
                                    sluice.management().get("/health/ready").body())
                            .contains("telemetry.killed-b-plant.Telemetry")
                            .contains("held, not lost"));
            assertThat(sluice.management().metric("sluice_schema_ids_awaited")).isEqualTo(1);
            assertThat(fresh.acknowledged()).isEmpty();

            registry.start();

            await().atMost(LONG).until(() -> fresh.acknowledged().size() == 50);
            assertThat(fresh.acknowledged())
                    .isEqualTo(IntStream.rangeClosed(1, 50).boxed().toList());
            await().atMost(LONG)
                    .until(() -> sluice.management().get("/health/ready").statusCode() == 200);
        }
        assertThat(ids("telemetry.killed-a")).hasSize(90).containsOnly(idOf("telemetry.killed-a-plant.Telemetry"));
        assertThat(ids("telemetry.killed-b")).hasSize(50).containsOnly(idOf("telemetry.killed-b-plant.Telemetry"));
    }

    @Test
    void incompatibleSchemaIsHeldAndReadinessNamesTheSubjectUntilSomebodyHasActed() {
        var subject = "telemetry.narrow-plant.Telemetry";
        register(subject, OTHER);
        send("PUT", "/config/" + subject, "{\"compatibility\":\"BACKWARD\"}");
        try (var sluice = sluice("narrow", "auto-register: true");
                var device = new WireDevice(sluice.mqttPort(), "narrow")) {
            device.publish(1, topic("narrow"), reading("narrow", 1));

            awaitNotReady(sluice, subject, "409", "compatible", "held, not lost");
            assertThat(device.acknowledged()).isEmpty();

            send("PUT", "/config/" + subject, "{\"compatibility\":\"NONE\"}");
            await().atMost(LONG).until(() -> device.acknowledged().size() == 1);
        }
    }

    @Test
    void unknownSubjectIsNotRegisteredUnlessThatIsAllowed() {
        var subject = "telemetry.strict-plant.Telemetry";
        try (var sluice = sluice("strict", "auto-register: false");
                var device = new WireDevice(sluice.mqttPort(), "strict")) {
            device.publish(1, topic("strict"), reading("strict", 1));

            awaitNotReady(sluice, subject, "40401", "auto-register", "held, not lost");
            assertThat(send("GET", "/subjects", null).body()).doesNotContain(subject);
            assertThat(device.acknowledged()).isEmpty();

            register(subject, RunningSluice.TELEMETRY);
            await().atMost(LONG).until(() -> device.acknowledged().size() == 1);
        }
        assertThat(ids("telemetry.strict")).containsExactly(idOf(subject));
    }

    @Test
    void registryThatHangsBlocksNoEventLoop() {
        registry.suspend();
        try (var sluice = sluice("hanging", "auto-register: true", "timeout: 2s");
                var device = new WireDevice(sluice.mqttPort(), "hanging")) {
            sluice.management().metric("sluice_event_loop_lag_seconds"); // begins a new measurement
            IntStream.rangeClosed(1, 50).forEach(seq -> device.publish(seq, topic("hanging"), reading("hanging", seq)));

            awaitNotReady(sluice, "telemetry.hanging-plant.Telemetry", "has not answered within 2000 ms");
            await().pollDelay(Duration.ZERO) // what blocks does so again; a machine that stood still does not
                    .pollInterval(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(sluice.management().metric("sluice_event_loop_lag_seconds"))
                            .isLessThan(LONGEST_BLOCK_SECONDS));
            assertThat(device.acknowledged()).isEmpty();

            registry.resume();
            await().atMost(LONG).until(() -> device.acknowledged().size() == 50);
        } finally {
            registry.resume();
        }
    }

    @Test
    void tlsAndATokenLeadToTheRegistryAndAWrongPasswordIsNamed() throws Exception {
        var gate = Certificates.of(folder, "gate");
        try (var server = WebServer.start(gate.serverThatTrusts(gate), false, this::passOnWithToken)) {
            var url = "url: " + server.url() + "/apis/ccompat/v7";
            var tls = "tls: { ca: " + gate.certificate() + " }";
            try (var sluice = sluice("gated", url, "auto-register: true", tls, "token: open-sesame")) {
                publish(sluice, "gated", "gated", 3);
            }
            try (var sluice = sluice("barred", url, "auto-register: true", tls, "user: alice", "password: wrong");
                    var device = new WireDevice(sluice.mqttPort(), "barred")) {
                device.publish(1, topic("barred"), reading("barred", 1));

                awaitNotReady(sluice, "telemetry.barred-plant.Telemetry", "401", "password", "held, not lost");
                assertThat(device.acknowledged()).isEmpty();
            }
        }
    }

    @Test
    void ruleMayTakeItsSchemaFromTheRegistry() {
        register("telemetry.taken-value", RunningSluice.TELEMETRY);
        var rules = rules("subject: topic", "url: " + registry.url())
                .replace("schema: Telemetry", "schema: { subject: telemetry.taken-value, version: 1 }");
        try (var sluice = RunningSluice.start(folder, kafka.bootstrapServers(), rules)) {
            publish(sluice, "taken", "taken", 3);
        }
        assertThat(ids("telemetry.taken")).hasSize(3).containsOnly(idOf("telemetry.taken-value"));
    }

    private void passOnWithToken(HttpExchange exchange) throws IOException, InterruptedException {
        if (!"Bearer open-sesame".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            WebServer.answer(401, "{\"error_code\":401,\"message\":\"Unauthorized\"}")
                    .serve(exchange);
            return;
        }
        var path = exchange.getRequestURI().getRawPath().replaceFirst("/apis/ccompat/v7", "");
        var answer = send(exchange.getRequestMethod(), path, WebServer.body(exchange));
        WebServer.answer(answer.statusCode(), answer.body()).serve(exchange);
    }

    private RunningSluice sluice(String name, String... keys) {
        var all = new ArrayList<>(List.of(keys));
        if (all.stream().noneMatch(key -> key.startsWith("url:"))) {
            all.add("url: " + registry.url());
        }
        return RunningSluice.start(
                folder.resolve(name), kafka.bootstrapServers(), rules(all.toArray(String[]::new)), "kafka.warm-up=2s");
    }

    private static String rules(String... keys) {
        var registry = List.of(keys).stream().map(key -> "    " + key + "\n").collect(Collectors.joining());
        return RunningSluice.RULES.replace(
                "schemas: { folder: schemas }", "schemas:\n  folder: schemas\n  registry:\n" + registry);
    }

    private void publish(RunningSluice sluice, String device, String site, int count) {
        try (var wire = new WireDevice(sluice.mqttPort(), device)) {
            IntStream.rangeClosed(1, count).forEach(seq -> wire.publish(seq, topic(site), reading(device, seq)));
            await().atMost(LONG).until(() -> wire.acknowledged().size() == count);
        }
    }

    private static String topic(String site) {
        return "devices/" + site + "/d1/telemetry";
    }

    private static String reading(String device, int seq) {
        return "{\"device\":\"" + device + "\",\"seq\":" + seq + ",\"temperature\":21.5}";
    }

    private static void awaitNotReady(RunningSluice sluice, String... words) {
        await().atMost(LONG).untilAsserted(() -> {
            var ready = sluice.management().get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains(words);
        });
    }

    private List<Integer> ids(String topic) {
        return TopicReader.readAll(kafka.bootstrapServers(), topic).stream()
                .map(record -> ByteBuffer.wrap(record.value()).getInt(1))
                .toList();
    }

    private void register(String subject, String schema) {
        var quoted = schema.replace("\n", " ").replace("\"", "\\\"");
        assertThat(send("POST", "/subjects/" + subject + "/versions", "{\"schema\":\"" + quoted + "\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    private int idOf(String subject) {
        var body =
                send("GET", "/subjects/" + subject + "/versions/latest", null).body();
        return Integer.parseInt(body.replaceFirst(".*\"id\":(\\d+).*", "$1"));
    }

    private HttpResponse<String> send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(registry.url() + path))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .method(
                        method,
                        body == null || body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(20));
        try {
            return http.send(request.build(), BodyHandlers.ofString(UTF_8));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> foreignReader(String topic, String how) throws IOException {
        var log = folder.resolve(how + ".log");
        var reader = ChildProcess.start(ChildCommand.logged(
                "the foreign reader",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        "target/foreign-readers/*",
                        "src/test/foreign-readers/ForeignReader.java",
                        kafka.bootstrapServers(),
                        registry.url().replace("/apis/ccompat/v7", "/apis/registry/v2"),
                        topic,
                        how),
                log));
        reader.awaitLine("end"::equals, LONG);
        return Files.readAllLines(log).stream()
                .filter(line -> line.startsWith("read "))
                .toList();
    }
}
