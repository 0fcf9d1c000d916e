/**
 * Reads dead letters back and drives them through the rules again.
 *
 * <p>Runs on a command's thread and blocks; never part of a running bridge. {@link dev.sluice.bridge.kafka.replay.DeadLetterTopic} reads,
 * {@link dev.sluice.bridge.kafka.replay.Replay} writes what maps now, in transactions. Knows Kafka's clients and the format of dead letters;
 * what becomes of a message is the mapping engine's word.
 */
package dev.sluice.bridge.kafka.replay;
