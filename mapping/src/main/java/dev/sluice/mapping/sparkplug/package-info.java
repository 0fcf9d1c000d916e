/**
 * Sparkplug B (Eclipse Sparkplug 3.0.0): payloads as JSON documents, and the births that give aliases their names.
 *
 * <p>{@link dev.sluice.mapping.sparkplug.SparkplugDecoder} is the door, {@link dev.sluice.mapping.sparkplug.SparkplugBirths}
 * the state behind it, which belongs to the running process and outlives a reload of the rules. Runs on event loops, several at
 * once; an edge node is locked only while its own state is read or changed, and never during decoding. Knows the topics and
 * payloads of Sparkplug; knows no MQTT library and no rules: who asks an edge node to be born again is a {@link
 * dev.sluice.mapping.sparkplug.SparkplugListener}.
 */
package dev.sluice.mapping.sparkplug;
