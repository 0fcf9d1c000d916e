package dev.sluice.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.sandbox.kafka.KafkaProcess;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices of rules with {@code ack: spool}, a real Kafka that is away, and a real bridge that is killed; an audit from outside judges. */
class SpoolIT {

    private static final long SEED = 4;
    private static final int KILLS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final String TOPICS = "telemetry\\..*";
    private static final String SPOOLED = RunningSluice.RULES + "    ack: spool\n";

    @TempDir
    Path folder;

    private final int mqttPort = FreePort.next();
    private final int managementPort = FreePort.next();
    private final int kafkaPort = FreePort.next();
    private final Management management = new Management(managementPort);
    private ChildProcess bridge;
    private ChildProcess devices;

    @AfterEach
    void stop() {
        for (var child : new ChildProcess[] {devices, bridge}) {
            if (child != null) {
                child.kill();
            }
        }
    }

    @Test
    void killedAgainAndAgainWithKafkaAwayFromTheStartItLosesNothingAcknowledged() {
        Programs.writeRules(folder, SPOOLED);
        startBridge();
        startDevices();
        await().atMost(PATIENCE).until(() -> spooled() > 500);
        await().atMost(PATIENCE).until(() -> management.get("/health/ready").statusCode() == 200);

        var random = new Random(SEED);
        for (int i = 0; i < KILLS; i++) {
            double more = spooled() + 200 + random.nextInt(1_500);
            await().atMost(PATIENCE).pollInterval(OFTEN).until(() -> spooled() > more);
            bridge.kill();
            startBridge();
        }
        endDevices();
        bridge.kill(); // once more, with nothing but the journal to go by
        startBridge();
        try (var kafka = KafkaProcess.inTemporaryFolder().port(kafkaPort).start()) {
            assertThat(auditOf(kafka).figure("acknowledged")).isGreaterThan(500);
        }
    }

    @Test
    @Tag("campaign")
    void killedWhileItDrainsItLosesNothingAcknowledged() {
        try (var kafka = KafkaProcess.inTemporaryFolder().port(kafkaPort).start()) {
            Programs.writeRules(folder, SPOOLED);
            startBridge();
            startDevices();
            await().atMost(PATIENCE).until(() -> drained() > 500);
            var random = new Random(SEED);
            for (int i = 0; i < 2; i++) {
                kafka.suspend();
                double some = 200 + random.nextInt(1_000);
                await().atMost(PATIENCE).until(() -> spooled() > some);
                double before = drained();
                kafka.resume();
                await().atMost(PATIENCE).pollInterval(OFTEN).until(() -> drained() > before);
                bridge.kill();
                startBridge();
            }
            endDevices();
            auditOf(kafka);
        }
    }

    private Programs.Verdict auditOf(KafkaProcess kafka) {
        await().atMost(PATIENCE).until(() -> spooled() == 0);
        var verdict = Programs.verify(folder, folder.resolve("ledger"), kafka.bootstrapServers(), TOPICS);
        assertThat(verdict.audit()).contains(" lost=0 ").contains(" reordered=0");
        assertThat(verdict.exit()).isZero();
        return verdict;
    }

    private void startBridge() {
        bridge = Programs.bridge(folder, mqttPort, managementPort, "127.0.0.1:" + kafkaPort, "kafka.warm-up=100ms");
    }

    /** They publish until they are told to end, so that no test depends on how fast this machine is. */
    private void startDevices() {
        devices = Programs.simulate(
                folder,
                "publish",
                "--broker",
                "tcp://127.0.0.1:" + mqttPort,
                "--devices",
                "40",
                "--rate",
                "1000",
                "--until",
                folder.resolve("enough").toString(),
                "--qos",
                "1",
                "--ledger",
                folder.resolve("ledger").toString(),
                "--wait-acks",
                "60");
    }

    private void endDevices() {
        try {
            Files.createFile(folder.resolve("enough"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(devices.awaitEnd(PATIENCE)).isZero();
    }

    private double drained() {
        return management.metric("sluice_spool_drained_total");
    }

    private double spooled() {
        return management.metric("sluice_spool_records");
    }
}
