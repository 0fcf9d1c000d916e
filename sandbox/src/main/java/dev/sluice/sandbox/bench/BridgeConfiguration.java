package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bridge's configuration for this measurement: every message from JSON to Avro, framed as a single object. */
final class BridgeConfiguration {

    private static final String RULES = """
            schemas:
              folder: schemas
            mappings:
              - name: telemetry
                from: devices/{site}/{device}/telemetry
                to:
                  topic: %s
                value:
                  schema: Telemetry
                  format: single-object
            """;

    private static final String SCHEMA = """
            {
              "type": "record",
              "name": "Telemetry",
              "namespace": "dev.sluice.bench",
              "fields": [
                { "name": "device", "type": "string" },
                { "name": "seq", "type": "long" },
                { "name": "ts", "type": { "type": "long", "logicalType": "timestamp-millis" } },
                { "name": "temperature", "type": "double" },
                { "name": "humidity", "type": "double" },
                { "name": "pressure", "type": "double" },
                { "name": "battery", "type": "int" },
                { "name": "rssi", "type": "int" },
                { "name": "status", "type": "string" },
                { "name": "note", "type": "string" }
              ]
            }
            """;

    private BridgeConfiguration() {}

    static Path write(Path folder, String topic) {
        try {
            Path schemas = Files.createDirectories(folder.resolve("schemas"));
            Files.writeString(schemas.resolve("Telemetry.avsc"), SCHEMA);
            return Files.writeString(folder.resolve("sluice.yaml"), RULES.formatted(topic));
        } catch (IOException e) {
            throw new EnvironmentException(
                    "Cannot write the bridge's configuration to " + folder + ": " + e.getMessage(), e);
        }
    }
}
