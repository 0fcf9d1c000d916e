/**
 * Reads what Kafka topics hold: everything at one moment, from the beginning, or what arrives from now on.
 *
 * <p>The only package that imports Kafka's client. Joins no group and commits nothing, so that it can look without being seen. One thread.
 */
package dev.sluice.simulator.readback;
