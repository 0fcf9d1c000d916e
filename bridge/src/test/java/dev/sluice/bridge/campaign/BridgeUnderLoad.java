package dev.sluice.bridge.campaign;

import dev.sluice.bridge.it.Management;
import dev.sluice.bridge.it.Programs;
import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A bridge as the launcher starts it, with less heap and one rule for each kind of device. */
final class BridgeUnderLoad implements AutoCloseable {

    static final int HEAP_MEGABYTES = 512;

    private static final String RULES = """
            schemas: { folder: schemas }
            shutdown: { drain: 2s }
            mappings:
              - name: telemetry
                from: "{kind}/{site}/{device}/telemetry"
                to: { topic: "{kind}", key: "{device}" }
                value: { schema: Telemetry }
            """;

    private final int mqttPort = FreePort.next();
    private final Management management;
    private final ChildProcess process;
    private final BridgeMemory memory;

    private BridgeUnderLoad(Path folder, String kafka, String... settings) {
        Programs.writeRules(folder, RULES);
        int managementPort = FreePort.next();
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseParallelGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sluice.bridge.command.SluiceMain",
                "run",
                "--config",
                folder.resolve("sluice.yaml").toString()));
        var overrides = new ArrayList<>(List.of(
                "mqtt.listeners[0].port=" + mqttPort,
                "management.port=" + managementPort,
                "kafka.bootstrap.servers=" + kafka));
        overrides.addAll(List.of(settings));
        overrides.forEach(setting -> words.addAll(List.of("--set", setting)));
        process = ChildProcess.start(ChildCommand.logged("the bridge", words, folder.resolve("bridge.log")));
        process.awaitLine(line -> line.startsWith("sluice ready"), Duration.ofSeconds(60));
        management = new Management(managementPort);
        memory = new BridgeMemory(process.pid());
    }

    static BridgeUnderLoad start(Path folder, String kafka, String... settings) {
        return new BridgeUnderLoad(folder, kafka, settings);
    }

    int mqttPort() {
        return mqttPort;
    }

    Management management() {
        return management;
    }

    BridgeMemory memory() {
        return memory;
    }

    ChildProcess process() {
        return process;
    }

    MetricsWatch watch() {
        return new MetricsWatch(management, memory);
    }

    @Override
    public void close() {
        process.kill();
    }
}
