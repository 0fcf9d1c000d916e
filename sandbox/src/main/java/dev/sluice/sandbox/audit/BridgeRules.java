package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bridge's configuration in a campaign: telemetry from JSON to Avro, a Kafka topic for each flavour of devices. */
final class BridgeRules {

    static final String TOPIC_PREFIX = "audit.";

    private static final String RULES = """
            schemas:
              folder: schemas
            shutdown:
              spread: 1s
            mappings:
              - name: telemetry
                from: devices/{flavour}/{device}/telemetry
                to:
                  topic: %s{flavour}
                  key: "{device}"
                value:
                  schema: Telemetry
                  format: single-object
                ack: %s
            """;

    private static final String SCHEMA = """
            {
              "type": "record",
              "name": "Telemetry",
              "namespace": "dev.sluice.audit",
              "fields": [
                { "name": "device", "type": "string" },
                { "name": "seq", "type": "long" },
                { "name": "ts", "type": { "type": "long", "logicalType": "timestamp-millis" } },
                { "name": "temperature", "type": "double" },
                { "name": "status", "type": "string" }
              ]
            }
            """;

    /** A message that fits, for a device that is in nobody's ledger. */
    static final String PAYLOAD = "{\"device\":\"flood\",\"seq\":0,\"ts\":0,\"temperature\":20.5,\"status\":\"ok\"}";

    /** The same with 8 KiB of text. */
    static final String LARGE_PAYLOAD = PAYLOAD.replace("ok", "o".repeat(8 * 1024) + "k");

    private BridgeRules() {}

    static Path write(Path folder, Contract contract) {
        try {
            Path schemas = Files.createDirectories(schemas(folder));
            Files.writeString(schemas.resolve("Telemetry.avsc"), SCHEMA);
            return Files.writeString(
                    folder.resolve("sluice-" + contract.word() + ".yaml"),
                    RULES.formatted(TOPIC_PREFIX, contract.ack())
                            + (contract.exactlyOnce() ? "    exactly-once: true\n" : ""));
        } catch (IOException e) {
            throw new EnvironmentException(
                    "Cannot write the bridge's configuration to " + folder + ": " + e.getMessage(), e);
        }
    }

    static Path schemas(Path folder) {
        return folder.resolve("schemas");
    }
}
