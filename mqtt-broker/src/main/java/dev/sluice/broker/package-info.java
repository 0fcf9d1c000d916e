/**
 * An MQTT server whose acknowledgements wait for somebody's word.
 *
 * <p>{@link dev.sluice.broker.MqttBroker} is the door: it composes listener, guard, gate, sessions, wills and Moquette, and
 * hands every message to an {@link dev.sluice.broker.publish.Ingest}. Knows no Kafka and no mapping.
 */
package dev.sluice.broker;
