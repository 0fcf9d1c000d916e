/**
 * From a device's message to the records that Kafka shall hold: topic, rule, transcoding, framing, headers.
 *
 * <p>Runs on whatever event loop the message arrived on, several at once, without locks and without I/O. Knows rules and
 * Avro; knows no MQTT library, no Kafka client, and nothing of acknowledgements beyond the word in the rule.
 */
package dev.sluice.mapping.engine;
