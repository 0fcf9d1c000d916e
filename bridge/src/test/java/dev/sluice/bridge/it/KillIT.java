package dev.sluice.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.sandbox.kafka.KafkaProcess;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bridge is killed with SIGKILL in the middle of a load of reconnecting devices; an audit from outside judges. */
@Tag("campaign")
class KillIT {

    private static final String TOPICS = "telemetry\\..*";

    @TempDir
    Path folder;

    private final int mqttPort = FreePort.next();
    private final int managementPort = FreePort.next();
    private KafkaProcess kafka;
    private ChildProcess bridge;
    private ChildProcess devices;

    @BeforeEach
    void startKafka() {
        kafka = KafkaProcess.inTemporaryFolder().start();
    }

    @AfterEach
    void stop() {
        for (var child : new ChildProcess[] {devices, bridge}) {
            if (child != null) {
                child.kill();
            }
        }
        kafka.close();
    }

    @Test
    void nothingAcknowledgedIsLost() {
        var verdict = killUnderLoad(RunningSluice.RULES, "1");

        assertThat(verdict.audit()).contains(" lost=0 ").contains(" reordered=0");
        assertThat(verdict.exit()).isZero();
        assertThat(verdict.figure("acknowledged")).isGreaterThan(1_000);
    }

    /** The control: the audit must find what `ack: received` loses to the very same fault. */
    @Test
    void acknowledgingOnReceiptIsReportedAsLoss() {
        var verdict = killUnderLoad(RunningSluice.RULES + "    ack: received\n", "1");

        assertThat(verdict.exit()).isEqualTo(1);
        assertThat(verdict.figure("lost")).isPositive();
    }

    private Programs.Verdict killUnderLoad(String rules, String qos) {
        Programs.writeRules(folder, rules);
        bridge = Programs.bridge(folder, mqttPort, managementPort, kafka.bootstrapServers());
        var ledger = folder.resolve("ledger");
        devices = Programs.simulate(
                folder,
                "publish",
                "--broker",
                "tcp://127.0.0.1:" + mqttPort,
                "--devices",
                "40",
                "--rate",
                "2000",
                "--seconds",
                "12",
                "--qos",
                qos,
                "--ledger",
                ledger.toString(),
                "--wait-acks",
                "40");
        var management = new Management(managementPort);
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> management.metric("sluice_messages_stored_total{mapping=\"telemetry\"}") > 3_000);

        // Frozen for a moment, so that the kill surely strikes while something is in flight: only then it counts.
        kafka.suspend();
        await().atMost(Duration.ofSeconds(60)).until(() -> management.metric("sluice_in_flight_messages") > 100);
        bridge.kill();
        kafka.resume();
        bridge = Programs.bridge(folder, mqttPort, managementPort, kafka.bootstrapServers());

        assertThat(devices.awaitEnd(Duration.ofSeconds(90))).isZero();
        return Programs.verify(folder, ledger, kafka.bootstrapServers(), TOPICS);
    }
}
