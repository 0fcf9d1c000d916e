/**
 * Everything that knows Kafka's client: how the producer must be configured and how records reach it.
 *
 * <p>Knows records and properties; knows no MQTT connection and no mapping rule.
 */
package dev.sluice.bridge.kafka;
