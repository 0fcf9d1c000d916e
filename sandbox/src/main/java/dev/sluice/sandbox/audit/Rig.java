package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.fault.FaultProxy;
import dev.sluice.sandbox.kafka.KafkaProcess;
import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.FreePort;
import dev.sluice.sandbox.program.Programs;
import dev.sluice.sandbox.program.ReadyLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What faults happen to: one Kafka on a disk of its own, one bridge, and the proxy through which devices reach it. */
final class Rig implements AutoCloseable {

    private static final Duration TIME_TO_START = Duration.ofSeconds(90);
    private static final int PARTITIONS = 4;
    private static final long JOURNAL_BYTES = 512L * 1024 * 1024;

    private final Programs programs;
    private final Path folder;
    private final SmallDisk disk;
    private final SmallDisk journalDisk;
    private final KafkaProcess kafka;
    private final int mqttPort = FreePort.next();
    private final int managementPort = FreePort.next();
    private final FaultProxy proxy = FaultProxy.to(mqttPort);

    private ChildProcess bridge;
    private Path rules;

    private Rig(Programs programs, Path folder, long diskBytes) {
        this.programs = programs;
        this.folder = folder;
        this.disk = SmallDisk.on(folder.resolve("kafka").resolve("data"), diskBytes);
        this.journalDisk = SmallDisk.on(folder.resolve("data"), JOURNAL_BYTES);
        this.kafka = KafkaProcess.inFolder(folder.resolve("kafka"));
    }

    /** Kafka runs with its topics, the proxy listens, and there is no bridge yet. */
    static Rig start(Programs programs, Path folder, long diskBytes) {
        var rig = new Rig(programs, folder, diskBytes);
        try {
            // Small segments: after a kill Kafka reads the newest one of every partition again.
            rig.kafka.setting("log.segment.bytes", "16777216").start();
            for (Flavour flavour : Flavour.values()) {
                rig.createTopic(flavour);
            }
            return rig;
        } catch (RuntimeException failure) {
            rig.close();
            throw failure;
        }
    }

    void createTopic(Flavour flavour) {
        kafka.createTopic(flavour.kafkaTopic(), PARTITIONS, Map.of());
    }

    /** The rules of the next start, with this contract. */
    void contract(Contract contract) {
        rules = BridgeRules.write(folder, contract);
    }

    /** Returns when the process runs; {@link #awaitBridge} waits until devices can connect. */
    void launchBridge() {
        var words = programs.bridge(
                "",
                List.of(
                        "--config",
                        rules.toString(),
                        "--set",
                        "kafka.bootstrap.servers=" + kafka.bootstrapServers(),
                        "--set",
                        "mqtt.listeners[0].port=" + mqttPort,
                        "--set",
                        "management.port=" + managementPort));
        bridge = ChildProcess.start(ChildCommand.logged("The bridge", words, folder.resolve("bridge.log")));
    }

    void awaitBridge() {
        bridge.awaitLine(line -> ReadyLine.parse(line).isPresent(), TIME_TO_START);
    }

    ChildProcess bridge() {
        return bridge;
    }

    KafkaProcess kafka() {
        return kafka;
    }

    SmallDisk disk() {
        return disk;
    }

    /** Under the folder of the bridge's own files. */
    SmallDisk journalDisk() {
        return journalDisk;
    }

    /** Records that devices were acknowledged and Kafka does not have yet, as the bridge says; empty while it says nothing. */
    OptionalLong spooled() {
        return BridgeMetrics.at(managementPort).figure("sluice_spool_records");
    }

    FaultProxy proxy() {
        return proxy;
    }

    int mqttPort() {
        return mqttPort;
    }

    Programs programs() {
        return programs;
    }

    Path folder() {
        return folder;
    }

    /** Neither may have ended by itself. */
    void checkAlive() {
        if (!bridge.alive()) {
            throw bridge.failure("ended although nothing had been done to it");
        }
        if (!kafka.alive()) {
            throw kafka.failure("ended although nothing had been done to it");
        }
    }

    @Override
    public void close() {
        if (bridge != null) {
            bridge.close();
        }
        proxy.close();
        kafka.close();
        disk.close();
        journalDisk.close();
    }
}
