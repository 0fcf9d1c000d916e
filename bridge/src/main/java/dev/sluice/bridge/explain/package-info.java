/**
 * What the rules make of a topic or a message, told to people ({@link dev.sluice.bridge.explain.ExplanationText}) and to programs ({@link
 * dev.sluice.bridge.explain.ExplanationJson}).
 *
 * <p>Runs on the command's thread. Knows the rules and how they were tried; asks nobody and sends nothing: what Kafka says of partitions is
 * handed in.
 */
package dev.sluice.bridge.explain;
