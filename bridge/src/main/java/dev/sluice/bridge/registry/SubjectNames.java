package dev.sluice.bridge.registry;

import org.apache.avro.Schema;

/** Under which name a registry keeps the schema of a topic's values; the same three as in other registry clients. */
public enum SubjectNames {
    /** {@code telemetry-value}: one schema for one topic. */
    TOPIC,
    /** {@code plant.Telemetry}: one for all topics. */
    RECORD,
    /** {@code telemetry-plant.Telemetry}: a topic may hold several types, and each has its own line of versions in it. */
    TOPIC_RECORD;

    String of(Schema schema, String kafkaTopic) {
        return switch (this) {
            case TOPIC -> kafkaTopic + "-value";
            case RECORD -> schema.getFullName();
            case TOPIC_RECORD -> kafkaTopic + "-" + schema.getFullName();
        };
    }
}
