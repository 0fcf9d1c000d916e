package dev.sluice.bridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.bridge.it.KafkaGate.Ending;
import dev.sluice.sandbox.kafka.KafkaSandbox;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the simulator finds in a real Kafka, and what it says of one that goes away meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatorKafkaIT {

    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final int GOOD = 0;
    private static final int ENVIRONMENT = 3;
    private static final int AUDITED = 1_000;
    /** A response of Kafka holds no more, so that what is cut after several of them has let something through. */
    private static final int RESPONSE = 65_536;

    private static final String RULES = """
            shutdown: { drain: 2s }
            mappings:
              - name: runs
                from: runs/{run}/{device}
                to: { topic: "runs.{run}", key: "{device}" }
            """;
    /** About 700 kB. */
    private static final String SCENARIO = """
            duration: 3s
            fleets:
              - prefix: json-RUN-
                devices: 5
                every: 50ms
                topic: runs/RUN/{device}
                payload: { format: json, fields: { device: device, seq: seq, ts: time, pad: { type: constant, value: "PAD" } } }
              - prefix: cbor-RUN-
                devices: 5
                every: 50ms
                qos: 2
                topic: runs/RUN/{device}
                payload: { format: cbor, fields: { device: device, seq: seq, ts: time, pad: { type: constant, value: "PAD" } } }
            """;

    private final Map<String, KafkaGate> gates = new LinkedHashMap<>();
    /** By the address of the Kafka that they read. */
    private final Map<String, ChildProcess> audits = new LinkedHashMap<>();

    private final List<ChildProcess> children = new ArrayList<>();
    private Path folder;
    private KafkaSandbox kafka;
    private RunningSluice sluice;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        int port = FreePort.next();
        kafka = KafkaSandbox.inTemporaryFolder().port(port).setting("fetch.max.bytes", Integer.toString(RESPONSE));
        behindAGate("CUT", 4 * RESPONSE, Ending.CUT);
        behindAGate("SILENT", 4 * RESPONSE, Ending.SILENT);
        behindAGate("MIDWAY", 3 * RESPONSE, Ending.CUT);
        kafka.setting(
                "advertised.listeners",
                gates.entrySet().stream()
                        .map(gate ->
                                "," + gate.getKey() + "://" + gate.getValue().address())
                        .collect(Collectors.joining("", "PLAINTEXT://127.0.0.1:" + port, "")));
        kafka.setting(
                "listener.security.protocol.map",
                gates.keySet().stream()
                        .map(name -> "," + name + ":PLAINTEXT")
                        .collect(Collectors.joining("", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT", "")));
        kafka.start();
        for (String topic : List.of("audited", "runs.measured", "runs.midway")) {
            kafka.createTopic(topic, 1, Map.of("compression.type", "uncompressed"));
        }
        sluice = RunningSluice.start(folder, kafka.bootstrapServers(), RULES);
        startAudits();
    }

    /** They do little but wait, so the other tests need not wait for them. */
    private void startAudits() throws IOException {
        String ledger = storeReadings().toString();
        for (String gate : List.of("CUT", "SILENT")) {
            String address = gates.get(gate).address();
            audits.put(
                    address,
                    simulate(
                            "verify", "--ledger", ledger, "--kafka", address, "--topics", "audited", "--timeout", "8"));
        }
    }

    private void behindAGate(String listener, long bytes, Ending ending) {
        int port = FreePort.next();
        kafka.listener(listener, port);
        gates.put(listener, new KafkaGate(port, bytes, ending));
    }

    @AfterAll
    void stop() {
        children.forEach(ChildProcess::kill);
        gates.values().forEach(KafkaGate::close);
        sluice.close();
        kafka.close();
    }

    @Test
    void verifySaysHowFarItCameWhenKafkaIsKilledOrFrozenMeanwhile() {
        for (var audit : audits.entrySet()) {
            ChildProcess verify = audit.getValue();
            assertThat(verify.awaitEnd(BOUND)).isEqualTo(ENVIRONMENT);
            assertThat(verify.line(line -> line.matches("Kafka at " + audit.getKey()
                            + " stopped answering after [1-9]\\d* records; not read to its end: 1 partition\\.")))
                    .isPresent();
            assertThat(verify.line(line -> line.matches("Until then (\\d+) records had been read: \\1 of 1,000 "
                            + "acknowledged messages are there, .* Whether the rest is missing is not known\\.")))
                    .isPresent();
            assertThat(verify.line(line -> line.startsWith("audit:") || line.startsWith("\tat ")))
                    .isEmpty();
        }
    }

    @Test
    void aRunTimesEveryAcknowledgedMessageOnItsWayToKafkaInJsonAndInCbor() throws IOException {
        JsonNode report = report("measured", run("measured", kafka.bootstrapServers(), 60));

        long acknowledged = report.at("/totals/acknowledged").asLong();
        assertThat(acknowledged).isGreaterThan(100);
        assertThat(report.at("/totals/stored").asLong()).isEqualTo(acknowledged);
        assertThat(timed(report)).isEqualTo(acknowledged);
        assertThat(aboutKafka(report)).isEmpty();
        long longest = (long) (report.path("seconds").asDouble() * 1.1e6);
        for (JsonNode second : report.path("series")) {
            if (second.at("/endToEnd/count").asLong() > 0) {
                assertThat(second.at("/endToEnd/p50").asLong())
                        .isBetween(0L, second.at("/endToEnd/p99").asLong());
                assertThat(second.at("/endToEnd/max").asLong()).isBetween(0L, longest);
            }
        }
    }

    @Test
    void aKafkaThatIsAwayFromTheStartOrMidwayIsSaidAndTheRestIsReported() throws IOException {
        String nobody = "127.0.0.1:" + FreePort.next();
        ChildProcess without = run("without", nobody, 2);
        ChildProcess midway = run("midway", gates.get("MIDWAY").address(), 10);

        JsonNode fromTheStart = report("without", without);
        assertThat(fromTheStart.at("/totals/acknowledged").asLong()).isGreaterThan(100);
        assertThat(timed(fromTheStart)).isZero();
        assertThat(aboutKafka(fromTheStart))
                .singleElement()
                .asString()
                .startsWith(
                        "From second 0 on latency into Kafka could not be measured (Kafka does not answer at " + nobody)
                .endsWith("; the run ended before it was back.");

        JsonNode untilThen = report("midway", midway);
        assertThat(gates.get("MIDWAY").isShut()).isTrue();
        assertThat(timed(untilThen))
                .isPositive()
                .isEqualTo(untilThen.at("/totals/stored").asLong())
                .isLessThan(untilThen.at("/totals/acknowledged").asLong());
        assertThat(aboutKafka(untilThen))
                .singleElement()
                .asString()
                .matches("From second \\d+ on latency into Kafka could not be measured \\(Kafka does not answer at "
                        + gates.get("MIDWAY").address() + ".*; the run ended before it was back\\.");
    }

    /** In Kafka, and in the ledger that is returned: a thousand messages of one device, of a kilobyte each. */
    private Path storeReadings() throws IOException {
        Map<String, Object> properties = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int seq = 0; seq < AUDITED; seq++) {
                String reading = "{\"device\":\"d\",\"seq\":" + seq + ",\"pad\":\"" + "x".repeat(1_000) + "\"}";
                producer.send(new ProducerRecord<>("audited", reading.getBytes(UTF_8)));
            }
        }
        String all = "0-" + (AUDITED - 1);
        return Files.write(
                folder.resolve("audited.ledger"),
                List.of(
                        "sluice-ledger 1",
                        "state=finished qos=1 started=0 written=0",
                        "d " + all + " " + all,
                        "total devices=1 sent=" + AUDITED + " acknowledged=" + AUDITED));
    }

    private ChildProcess run(String name, String kafkaAddress, int timeout) throws IOException {
        String scenario = SCENARIO.replace("RUN", name).replace("PAD", "x".repeat(1_000));
        return simulate(
                "run",
                Files.writeString(folder.resolve(name + ".yaml"), scenario).toString(),
                "--broker",
                "tcp://127.0.0.1:" + sluice.mqttPort(),
                "--kafka",
                kafkaAddress,
                "--topics",
                "runs." + name,
                "--kafka-timeout",
                Integer.toString(timeout),
                "--report",
                folder.resolve(name + ".json").toString());
    }

    private ChildProcess simulate(String command, String... more) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(more));
        ChildProcess child = Programs.simulate(folder, words.toArray(String[]::new));
        children.add(child);
        return child;
    }

    private JsonNode report(String name, ChildProcess run) throws IOException {
        assertThat(run.awaitEnd(BOUND)).isEqualTo(GOOD);
        assertThat(run.line(line -> line.startsWith("\tat "))).isEmpty();
        return new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
    }

    private static long timed(JsonNode report) {
        return StreamSupport.stream(report.path("series").spliterator(), false)
                .mapToLong(second -> second.at("/endToEnd/count").asLong())
                .sum();
    }

    private static List<String> aboutKafka(JsonNode report) {
        return StreamSupport.stream(report.path("warnings").spliterator(), false)
                .map(JsonNode::asText)
                .filter(warning -> warning.contains("Kafka"))
                .toList();
    }
}
