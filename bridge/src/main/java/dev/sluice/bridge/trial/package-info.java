/**
 * Rules tried on a message without Kafka: what becomes of it, decoded again as a consumer would read it.
 *
 * <p>{@link dev.sluice.bridge.trial.Trial} is the door; commands call it on their own thread. It is the only place outside the running bridge
 * that uses the mapping engine. Knows nothing of Kafka, of sockets, or of how its answers are shown.
 */
package dev.sluice.bridge.trial;
