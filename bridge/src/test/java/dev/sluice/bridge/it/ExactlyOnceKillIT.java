package dev.sluice.bridge.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.sandbox.kafka.KafkaProcess;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bridge is killed with SIGKILL at every step of the QoS 2 handshake; a reader of what is committed judges. */
class ExactlyOnceKillIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final long BOUND_MILLIS = BOUND.toMillis();
    private static final int KILLS = 4;
    private static final long SEED = 20_261_122;
    private static final String TOPICS = "telemetry\\..*";
    private static final String RULES = RunningSluice.RULES + "    exactly-once: true\n";

    private static KafkaProcess kafka;
    private static int tests;

    @TempDir
    Path folder;

    private final int mqttPort = FreePort.next();
    private final int managementPort = FreePort.next();
    private final Management management = new Management(managementPort);
    private final List<QosTwoDevice> devices = new ArrayList<>();
    private final String site = "s" + tests++;
    private ChildProcess bridge;
    private ChildProcess load;

    @BeforeAll
    static void startKafka() {
        kafka = KafkaProcess.inTemporaryFolder().start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void start() {
        Programs.writeRules(folder, RULES);
        startBridge();
    }

    @AfterEach
    void stop() {
        devices.forEach(QosTwoDevice::close);
        for (var child : new ChildProcess[] {load, bridge}) {
            if (child != null) {
                child.kill();
            }
        }
        kafka.resume();
    }

    /** One device for each step: what Kafka's freeze holds up are the steps that nobody can see from outside. */
    @Test
    void whatWasCompletedIsThereOnceWhereverTheKillStrikes() throws Exception {
        var beforeCommit = device("before-commit");
        var beforePubrec = device("before-pubrec");
        var beforePubrel = device("before-pubrel");
        var beforeRemoval = device("before-removal");
        var beforePubcomp = device("before-pubcomp");
        var forgetful = device("forgetful");
        beforePubrec.publish(1, telemetry("before-pubrec", 1));
        for (var device : List.of(beforePubrel, beforeRemoval, beforePubcomp, forgetful)) {
            device.publish(1, telemetry("step", devices.indexOf(device)));
            assertThat(device.answer(BOUND_MILLIS)).isEqualTo("PUBREC 1");
        }
        beforePubcomp.release(1);
        assertThat(beforePubcomp.answer(BOUND_MILLIS)).isEqualTo("PUBCOMP 1");
        await().atMost(BOUND).untilAsserted(() -> assertThat(stored()).hasSize(5));
        kafka.suspend();
        beforeCommit.publish(1, telemetry("before-commit", 1));
        beforeRemoval.release(1);
        await().atMost(BOUND).until(() -> management.metric("sluice_in_flight_messages") == 1);
        assertThat(beforeRemoval.answer(500)).isEqualTo("nothing");
        assertThat(beforeCommit.answer(0)).isEqualTo("nothing");

        bridge.kill();
        kafka.resume();
        startBridge();
        devices.forEach(device -> assertThat(device.connect(mqttPort)).isTrue());

        beforeCommit.publishAgain(1, telemetry("before-commit", 1));
        complete(beforeCommit);
        beforePubrec.publishAgain(1, telemetry("before-pubrec", 1));
        complete(beforePubrec);
        for (var device : List.of(beforePubrel, beforeRemoval, beforePubcomp)) {
            device.release(1);
            assertThat(device.answer(BOUND_MILLIS)).isEqualTo("PUBCOMP 1");
        }
        beforePubcomp.publish(1, telemetry("packet id is free again", 1));
        complete(beforePubcomp);
        forgetful.publish(1, telemetry("without DUP it is new", 1));
        complete(forgetful);

        assertThat(stored()).hasSize(8).doesNotHaveDuplicates();
        await().atMost(BOUND).until(() -> management.metric("sluice_received_markers") == 0);
    }

    /** Kafka's freeze keeps the mark of the old session there until the kill, and the new session's message out. */
    @Test
    void aPacketIdMeansAnotherMessageInTheSessionAfterwards() throws Exception {
        var device = device("begins-anew");
        device.publish(1, telemetry("old session", 1));
        assertThat(device.answer(BOUND_MILLIS)).isEqualTo("PUBREC 1");
        kafka.suspend();
        device.close();
        device.endSession(mqttPort);
        assertThat(device.connect(mqttPort)).isFalse();
        device.publish(1, telemetry("new session", 1));
        await().atMost(BOUND).until(() -> management.metric("sluice_in_flight_messages") == 1);

        bridge.kill();
        kafka.resume();
        startBridge();
        assertThat(device.connect(mqttPort)).isTrue();
        device.publishAgain(1, telemetry("new session", 1));
        complete(device);

        assertThat(stored())
                .hasSize(2)
                .anyMatch(record -> record.contains("old session"))
                .anyMatch(record -> record.contains("new session"));
    }

    @Test
    @Tag("campaign")
    void busyDevicesFindNothingLostAndNothingTwice() throws Exception {
        var ledger = folder.resolve("ledger");
        var enough = folder.resolve("enough");
        load = Programs.simulate(
                folder,
                "publish",
                "--broker",
                "tcp://127.0.0.1:" + mqttPort,
                "--client",
                "lean",
                "--devices",
                "30",
                "--rate",
                "1500",
                "--until",
                enough.toString(),
                "--qos",
                "2",
                "--session",
                "persistent",
                "--ledger",
                ledger.toString(),
                "--wait-acks",
                "60");
        var random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            awaitTransactions();
            var moment = System.nanoTime() + random.nextInt(300_000_000);
            await().atMost(BOUND).pollInterval(Duration.ofMillis(1)).until(() -> System.nanoTime() > moment);
            bridge.kill();
            startBridge();
        }
        awaitTransactions();
        Files.createFile(enough);

        assertThat(load.awaitEnd(Duration.ofSeconds(150))).isZero();
        var verdict =
                Programs.verify(folder, ledger, kafka.bootstrapServers(), TOPICS, "--isolation", "read_committed");
        System.out.println("exactly once across " + KILLS + " kills: " + verdict.audit());
        assertThat(verdict.audit()).contains(" lost=0 ").contains(" duplicated=0 ");
        assertThat(verdict.figure("acknowledged")).isGreaterThan(1_500);
    }

    private void awaitTransactions() {
        await().atMost(BOUND)
                .ignoreExceptions()
                .until(() -> management.metric("sluice_transaction_messages_total") > 500);
    }

    private void startBridge() {
        bridge = Programs.bridge(
                folder,
                mqttPort,
                managementPort,
                kafka.bootstrapServers(),
                "kafka.transactions.id=exactly-once-kill-it-" + site,
                "kafka.transactions.markers-topic=received-" + site);
    }

    private QosTwoDevice device(String clientId) {
        var device = new QosTwoDevice(clientId, "devices/" + site + "/" + clientId + "/telemetry");
        devices.add(device);
        assertThat(device.connect(mqttPort)).isFalse();
        return device;
    }

    private static void complete(QosTwoDevice device) throws InterruptedException {
        assertThat(device.answer(BOUND_MILLIS)).isEqualTo("PUBREC 1");
        device.release(1);
        assertThat(device.answer(BOUND_MILLIS)).isEqualTo("PUBCOMP 1");
    }

    private List<String> stored() {
        return TopicReader.readAll(kafka.bootstrapServers(), "telemetry." + site).stream()
                .map(record -> new String(record.value(), ISO_8859_1))
                .toList();
    }

    private static String telemetry(String device, int seq) {
        return "{\"device\":\"" + device + "\",\"seq\":" + seq + ",\"temperature\":1.5}";
    }
}
