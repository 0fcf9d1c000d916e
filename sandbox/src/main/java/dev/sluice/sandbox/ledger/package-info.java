/**
 * {@code sluice verify} in a process of its own: devices' ledgers held against what Kafka has, as figures.
 *
 * <p>Blocks whoever calls it until Kafka has been read. Knows the simulator by its command line and its JSON only.
 */
package dev.sluice.sandbox.ledger;
