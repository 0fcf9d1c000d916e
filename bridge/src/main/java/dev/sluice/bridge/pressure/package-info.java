/**
 * What happens when more comes than Kafka takes, stage by stage: says which stages are on, in metrics and in the log, and refuses new
 * connections.
 *
 * <p>Owns the stages' beginnings and ends; {@link dev.sluice.bridge.pressure.Backpressure} is the door. Looks on from a thread of its own, ten times
 * a second; devices are admitted on event loops, without waiting. Pauses and closes nobody: that is done where the connections
 * are, by the word of the pipeline's budget.
 */
package dev.sluice.bridge.pressure;
