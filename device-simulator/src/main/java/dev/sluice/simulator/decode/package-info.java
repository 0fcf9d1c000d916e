/**
 * Turns record values back into readings with Avro's own library, so that the bridge's transcoder is checked by a stranger.
 *
 * <p>Knows the framings (single-object, Confluent, none), the schemas of a folder, the envelope record, whose schema is
 * bundled, and that somebody may know the schema of an id. Knows no Kafka and no network. One thread.
 */
package dev.sluice.simulator.decode;
