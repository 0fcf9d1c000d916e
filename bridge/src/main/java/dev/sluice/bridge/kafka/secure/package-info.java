/**
 * The connection to Kafka where it is secured: certificates that are read again when they change, and what the client may fetch to log in.
 *
 * <p>Kafka's client calls in from its own threads. Knows Kafka's configuration keys and nothing of topics or records.
 */
package dev.sluice.bridge.kafka.secure;
