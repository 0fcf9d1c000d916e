/**
 * The vocabulary that sources, mapping and sinks share: a message as a device sent it, and why it can be rejected.
 *
 * <p>Plain values, made on a connection's event loop and read from any thread. Knows no MQTT library, no Kafka, no rules.
 */
package dev.sluice.mapping.message;
