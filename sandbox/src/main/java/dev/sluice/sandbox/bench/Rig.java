package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.kafka.KafkaProcess;
import dev.sluice.sandbox.kafka.Topics;
import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.TemporaryFolder;
import dev.sluice.sandbox.program.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands during the whole measurement: one Kafka, one bridge, and what both sides need of them. */
final class Rig implements AutoCloseable {

    private static final String RAW_TOPIC = "bench.raw";
    private static final String SLUICE_TOPIC = "bench.telemetry";
    private static final Duration TIME_TO_START = Duration.ofSeconds(60);
    private static final Pattern READY = Pattern.compile("sluice ready: .*mqtt://[^ ]*:(\\d+).*");

    private final BenchSettings settings;
    private final Programs programs;
    private final Path folder = TemporaryFolder.create("sluice-bench-");
    private final KafkaProcess kafka = KafkaProcess.inTemporaryFolder();

    // from start to close
    private ChildProcess bridge;
    private Topics topics;
    private RawProducer raw;
    private Devices devices;

    private Rig(BenchSettings settings, Programs programs) {
        this.settings = settings;
        this.programs = programs;
    }

    static Rig start(BenchSettings settings, Programs programs) {
        var rig = new Rig(settings, programs);
        try {
            rig.startKafka();
            rig.startBridge();
            return rig;
        } catch (RuntimeException failure) {
            rig.close();
            throw failure;
        }
    }

    private void startKafka() {
        kafka.heap("1g").start();
        topics = new Topics(kafka.bootstrapServers());
        for (String topic : List.of(RAW_TOPIC, SLUICE_TOPIC)) {
            topics.create(topic, settings.partitions(), Map.of());
        }
        Path documents = TelemetryDocuments.write(
                folder.resolve("documents.jsonl"), settings.connections(), settings.payloadBytes());
        raw = new RawProducer(
                programs, documents, kafka.bootstrapServers(), RAW_TOPIC, folder.resolve("producer-performance.log"));
    }

    private void startBridge() {
        Path configuration = settings.configuration().orElseGet(() -> BridgeConfiguration.write(folder, SLUICE_TOPIC));
        List<String> arguments = new ArrayList<>(List.of("--config", configuration.toString()));
        set(arguments, "kafka.bootstrap.servers=" + kafka.bootstrapServers());
        set(arguments, "mqtt.listeners[0].port=0");
        set(arguments, "management.port=0");
        settings.overrides().forEach(override -> set(arguments, override));
        var words = programs.bridge(bridgeOptions(), arguments);
        bridge = ChildProcess.start(ChildCommand.logged("the bridge", words, folder.resolve("bridge.log")));
        Matcher ready = READY.matcher(bridge.awaitLine(READY.asMatchPredicate(), TIME_TO_START));
        if (!ready.matches()) {
            throw bridge.failure("did not say where it listens");
        }
        devices = new Devices(programs, settings, Integer.parseInt(ready.group(1)), folder);
    }

    private String bridgeOptions() {
        String wanted = settings.bridgeOptions().orElse("");
        // without it a profile gives inlined code's time to whatever was called last
        return settings.profile().isPresent()
                ? wanted + " -XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints"
                : wanted;
    }

    private static void set(List<String> arguments, String override) {
        arguments.addAll(List.of("--set", override));
    }

    RawProducer raw() {
        return raw;
    }

    Devices devices() {
        return devices;
    }

    ChildProcess bridge() {
        return bridge;
    }

    Duration kafkaCpu() {
        return kafka.cpuTime();
    }

    /** Records in all topics but ProducerPerformance's. */
    long storedBySluice() {
        return topics.names().stream()
                .filter(name -> !name.equals(RAW_TOPIC))
                .mapToLong(topics::records)
                .sum();
    }

    @Override
    public void close() {
        if (bridge != null) {
            bridge.close();
        }
        if (topics != null) {
            topics.close();
        }
        kafka.close();
        TemporaryFolder.delete(folder);
    }
}
