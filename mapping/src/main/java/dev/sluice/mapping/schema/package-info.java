/**
 * Finds the Avro schema that a rule names.
 *
 * <p>{@link dev.sluice.mapping.schema.SchemaSource} is the door. A source is asked when rules are loaded, never for a
 * message, on whatever thread loads them. Knows Avro and files; knows neither rules nor payloads.
 */
package dev.sluice.mapping.schema;
