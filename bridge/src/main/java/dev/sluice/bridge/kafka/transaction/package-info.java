/**
 * Stores messages of QoS 2 exactly once: their records and a mark for each packet id become visible in one Kafka transaction.
 *
 * <p>{@link dev.sluice.bridge.kafka.transaction.KafkaTransactions} is the door. Messages are taken on event loops and never block them; one thread
 * of its own, {@code sluice-transactions}, owns the producer, blocks as Kafka's transactions do, and tells every fate. Knows packet ids as numbers that a
 * session gave away; knows no connection and no handshake.
 */
package dev.sluice.bridge.kafka.transaction;
