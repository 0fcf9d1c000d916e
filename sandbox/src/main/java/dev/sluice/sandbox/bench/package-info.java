/**
 * Measures Sluice against Kafka's own load tool, and against other brokers, on one machine, in one run, in turn.
 *
 * <p>{@link dev.sluice.sandbox.bench.Bench} is the door to the first, {@link dev.sluice.sandbox.bench.SideBySide} to the second.
 * Owns the order of the rounds, what counts as a message's CPU, and the check that Kafka holds what was acknowledged. Runs on the
 * caller's thread and blocks it for minutes. Knows the other programs by their command lines and their output only, never by their
 * classes.
 */
package dev.sluice.sandbox.bench;
