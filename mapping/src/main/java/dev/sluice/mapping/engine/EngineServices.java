package dev.sluice.mapping.engine;

import dev.sluice.mapping.schema.SchemaIds;
import dev.sluice.mapping.schema.SchemaReference;
import dev.sluice.mapping.sparkplug.SparkplugBirths;
import dev.sluice.mapping.sparkplug.SparkplugDecoder;
import dev.sluice.mapping.sparkplug.SparkplugLimits;
import dev.sluice.mapping.sparkplug.SparkplugListener;
import java.util.Objects;

/**
 * What an engine needs of the process around it. It outlives the engine: after a reload the next one gets the same.
 *
 * @param ids for rules with {@code format: confluent} that do not write the id out
 * @param sparkplug for rules with {@code payload: sparkplug-b}: knows what edge nodes have said before
 */
public record EngineServices(SchemaIds ids, SparkplugDecoder sparkplug, EngineEvents events) {

    public EngineServices {
        Objects.requireNonNull(ids, "ids");
        Objects.requireNonNull(sparkplug, "sparkplug");
        Objects.requireNonNull(events, "events");
    }

    /** For looking at rules without a process: no schema ever gets an id, and nobody listens. */
    public static EngineServices none() {
        return new EngineServices(
                (schema, topic) -> new SchemaReference(schema, topic),
                new SparkplugDecoder(
                        new SparkplugBirths(SparkplugLimits.DEFAULT, System::nanoTime, SparkplugListener.DEAF)),
                EngineEvents.NONE);
    }

    /** The same, with others to give ids. */
    public EngineServices with(SchemaIds ids) {
        return new EngineServices(ids, sparkplug, events);
    }

    /** The same, with another memory of Sparkplug's births. */
    public EngineServices with(SparkplugDecoder sparkplug) {
        return new EngineServices(ids, sparkplug, events);
    }

    /** The same, with somebody else to tell. */
    public EngineServices with(EngineEvents events) {
        return new EngineServices(ids, sparkplug, events);
    }
}
