/**
 * Counts what happens and says whether Sluice is well.
 *
 * <p>Owns every metric's name ({@link dev.sluice.bridge.observe.Metric}), the registry behind {@code /metrics} and the
 * board behind {@code /health}. Meters are touched from any thread, on the message path without lookup or allocation; only a
 * scrape adds up. Knows no HTTP, no Kafka and no MQTT: whoever has a number hands in a supplier for it.
 */
package dev.sluice.bridge.observe;
