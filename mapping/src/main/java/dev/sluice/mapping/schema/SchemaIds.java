package dev.sluice.mapping.schema;

import org.apache.avro.Schema;

/** Who gives schemas their ids, for records in the wire format of registries. */
@FunctionalInterface
public interface SchemaIds {

    /**
     * The reference for records of this schema in this Kafka topic; the same object for the same two. Its id may become known only later: a
     * record that needs it is held back until then. Called on event loops: never blocks, never throws.
     */
    SchemaReference of(Schema schema, String kafkaTopic);
}
