package dev.sluice.bridge.it;

import dev.sluice.bridge.kafka.ProducerProperties;
import dev.sluice.bridge.process.Bridge;
import dev.sluice.bridge.reload.ConfigurationSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A bridge in this JVM on free ports, made from a sluice.yaml that a test writes. */
public final class RunningSluice implements AutoCloseable {

    public static final String TELEMETRY = """
            {"type": "record", "name": "Telemetry", "namespace": "plant", "fields": [
              {"name": "device", "type": "string"},
              {"name": "seq", "type": "long"},
              {"name": "temperature", "type": "double"}]}
            """;

    public static final String RULES = """
            schemas: { folder: schemas }
            shutdown: { drain: 2s }
            mappings:
              - name: telemetry
                from: devices/{site}/{device}/telemetry
                to: { topic: "telemetry.{site}", key: "{device}" }
                value: { schema: Telemetry }
            """;

    private final Bridge bridge;

    private RunningSluice(Bridge bridge) {
        this.bridge = bridge;
    }

    /** @param yaml everything but ports and Kafka's address; empty for the zero configuration */
    public static RunningSluice start(Path folder, String bootstrapServers, String yaml, String... more) {
        try {
            Files.createDirectories(folder.resolve("schemas"));
            Files.writeString(folder.resolve("schemas/Telemetry.avsc"), TELEMETRY);
            var file = Files.writeString(folder.resolve("sluice.yaml"), yaml);
            var overrides = new ArrayList<>(List.of(
                    "mqtt.listeners[0].port=0", "management.port=0", "kafka.bootstrap.servers=" + bootstrapServers));
            overrides.add("shutdown.spread=0s"); // what tests wait for is something else
            overrides.addAll(List.of(more));
            var source = new ConfigurationSource(Optional.of(file), overrides, new ProducerProperties());
            var reading = source.read();
            if (reading.settings().isEmpty()) {
                throw new IllegalArgumentException(reading.problems().render());
            }
            return new RunningSluice(Bridge.start(source, reading));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int mqttPort() {
        return bridge.mqttPorts().get(0);
    }

    /** Of another listener than the first. */
    int mqttPort(int listener) {
        return bridge.mqttPorts().get(listener);
    }

    public Management management() {
        return new Management(bridge.managementPort());
    }

    /** @return messages left unacknowledged */
    long stop() {
        return bridge.stop();
    }

    @Override
    public void close() {
        bridge.stop();
    }
}
