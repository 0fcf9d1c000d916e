/**
 * The local journal behind {@code ack: spool}: a device is acknowledged when its record is on the disk of this machine, and Kafka gets it
 * from there, in order per key.
 *
 * <p>Owns the folder {@code spool.folder} and everything in it. {@link dev.sluice.bridge.spool.JournalSpool} is the door; records come
 * in on event loops and are handed over at once. One thread appends ("sluice-spool-writer"), one takes records to Kafka
 * ("sluice-spool-drain"), the journal library has threads of its own for writing and fsync. Knows no socket and no Kafka client: what is
 * drained goes to a {@link dev.sluice.bridge.pipeline.RecordSink}. Knows of rules only their name and what they want when there is no
 * room.
 */
package dev.sluice.bridge.spool;
