/**
 * MQTT topics on their way to Kafka: patterns with captures, the tree that finds the rule for a topic, and names that Kafka accepts.
 *
 * <p>Patterns and trees are built once and then read by every event loop without locks. Knows nothing of rules, payloads or connections;
 * uses no regular expressions.
 */
package dev.sluice.mapping.topic;
