/**
 * Compares what devices were told with what Kafka holds.
 *
 * <p>{@link dev.sluice.simulator.audit.Audit} takes the ledger first and then every stored reading, in each partition's order; its
 * report is plain numbers and the first few offenders. Knows neither Kafka nor Avro. One thread.
 */
package dev.sluice.simulator.audit;
