package dev.sluice.sandbox.rehearsal;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one configuration of all replicas: telemetry from JSON to Avro, a Kafka topic for each fleet of devices. */
final class ReplicaRules {

    private static final String RULES = """
            mqtt:
              listeners:
                - { port: 0, proxy-protocol: true, trusted-proxies: [127.0.0.1] }
            shutdown: { notice: 2s, spread: 5s }
            schemas:
              folder: schemas
            mappings:
              - name: telemetry
                from: devices/{fleet}/{device}/telemetry
                to:
                  topic: rehearsal.{fleet}
                  key: "{device}"
                value:
                  schema: Telemetry
                  format: single-object
            """;

    private static final String SCHEMA = """
            {
              "type": "record",
              "name": "Telemetry",
              "namespace": "dev.sluice.rehearsal",
              "fields": [
                { "name": "device", "type": "string" },
                { "name": "seq", "type": "long" },
                { "name": "ts", "type": { "type": "long", "logicalType": "timestamp-millis" } },
                { "name": "temperature", "type": "double" },
                { "name": "status", "type": "string" }
              ]
            }
            """;

    private ReplicaRules() {}

    static Path write(Path folder) {
        try {
            Path schemas = Files.createDirectories(schemas(folder));
            Files.writeString(schemas.resolve("Telemetry.avsc"), SCHEMA);
            return Files.writeString(folder.resolve("sluice.yaml"), RULES);
        } catch (IOException e) {
            throw new EnvironmentException(
                    "Cannot write the replicas' configuration to " + folder + ": " + e.getMessage(), e);
        }
    }

    static Path schemas(Path folder) {
        return folder.resolve("schemas");
    }

    /** A fleet's word holds letters and digits only, so that the topic is made of it as it is. */
    static String mqttTopic(String fleet) {
        return "devices/" + fleet + "/{device}/telemetry";
    }

    static String kafkaTopic(String fleet) {
        return "rehearsal." + fleet;
    }
}
