/**
 * The mapping language: YAML rules in, immutable rules out, with every problem at once.
 *
 * <p>Runs when the process starts and when rules are linted, never on the message path. Knows topic patterns, schemas and
 * how a payload is transcoded; knows nothing of MQTT connections or Kafka clients.
 */
package dev.sluice.mapping.rule;
