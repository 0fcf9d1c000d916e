package dev.sluice.mapping.engine;

import dev.sluice.mapping.schema.SchemaIds;
import dev.sluice.mapping.schema.SchemaReference;
import java.util.Objects;

/**
 * What an engine needs of the process around it. It outlives the engine: after a reload the next one gets the same.
 *
 * @param ids for rules with {@code format: confluent} that do not write the id out
 */
public record EngineServices(SchemaIds ids, EngineEvents events) {

    public EngineServices {
        Objects.requireNonNull(ids, "ids");
        Objects.requireNonNull(events, "events");
    }

    /** For looking at rules without a process: no schema ever gets an id, and nobody listens. */
    public static EngineServices none() {
        return new EngineServices((schema, topic) -> new SchemaReference(schema, topic), EngineEvents.NONE);
    }
}
