/**
 * Asks a schema registry which schema an id means.
 *
 * <p>{@link dev.sluice.simulator.registry.SchemaRegistry} is the door. Blocks its caller, for one thread. Knows Confluent's REST interface;
 * knows nothing of Avro but that a schema is text.
 */
package dev.sluice.simulator.registry;
