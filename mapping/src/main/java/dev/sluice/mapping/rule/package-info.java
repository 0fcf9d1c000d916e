/**
 * The mapping language: YAML rules in, immutable rules out, with every problem at once.
 *
 * <p>{@link dev.sluice.mapping.rule.MappingRules#read} is the door; the other types are what it answers. Runs when the process starts and when
 * rules are linted, never on the message path. Knows topic patterns, schemas and how a payload is transcoded; knows nothing of MQTT
 * connections or Kafka clients.
 *
 * <p>What the language says where an example does not:
 *
 * <ul>
 *   <li>{@code to.topic} is text; {@code {x}} in it is a placeholder, and what it brings is escaped. Two placeholders need a dot between them.
 *   <li>{@code to.key}, {@code to.headers.*} and {@code value.fields.*} are expressions: {@code payload.a.b}, {@code mqtt.client}, {@code mqtt.topic}, {@code mqtt.qos},
 *       {@code 'constant'}, a number, {@code true}, {@code false}, or text with placeholders. {@code payload} alone, all bytes, fills a field of type
 *       bytes in a rule with {@code payload: bytes}.
 *   <li>A placeholder is a capture, {@code mqtt.…} or {@code payload.…}; the last not in {@code value.fields}.
 *   <li>What a topic, key or header needs and the payload has not: {@code FIELD_MISSING}. Objects, arrays and null count as absent.
 *   <li>{@code to.timestamp} is a field of the payload: milliseconds or RFC 3339 text. Absent, before the year 2000 or more than an hour ahead: time of
 *       arrival. Anything else: {@code FIELD_TYPE}.
 *   <li>Without {@code value} the record is the envelope, and the payload is decoded only if the topic, the key or a header wants something of it.
 *   <li>{@code format: confluent} needs {@code schema-id}, the id that a registry gave to this very schema: Sluice asks no registry yet.
 * </ul>
 */
package dev.sluice.mapping.rule;
