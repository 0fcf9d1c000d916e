/**
 * The embedded broker as a source: what its devices publish becomes deliveries.
 *
 * <p>Runs on the connection's event loop. Knows the broker's vocabulary and the pipeline's; no rules, no Kafka.
 */
package dev.sluice.bridge.mqtt;
