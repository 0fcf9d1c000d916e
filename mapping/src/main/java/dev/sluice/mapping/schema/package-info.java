/**
 * Finds the Avro schema that a rule names.
 *
 * <p>{@link dev.sluice.mapping.schema.SchemaSource} is the door. A source is asked when rules are loaded, never for a
 * message, on whatever thread loads them. {@link dev.sluice.mapping.schema.SchemaIds}
 * is asked for ids while records are made. Knows Avro and files; knows neither rules nor payloads, and of a registry only that there may be one.
 */
package dev.sluice.mapping.schema;
