/**
 * Reads everything that chosen Kafka topics hold at one moment, from the beginning.
 *
 * <p>The only package that imports Kafka's client. Joins no group and commits nothing, so that it can look without being seen. One thread.
 */
package dev.sluice.simulator.readback;
