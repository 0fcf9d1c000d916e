/**
 * Expressions in CEL: a rule's conditions, and those values that are neither a constant nor a template nor a plain path.
 *
 * <p>{@link dev.sluice.mapping.cel.CelCompiler} is the door: one for each rule, asked while rules load; every misprint and every type that cannot
 * fit is found there. {@link dev.sluice.mapping.cel.CelExpression} runs on the message path, on any thread; what a device sends makes it
 * fail, never throw, and never run for long. Knows CEL, JSON and what Avro calls its types; knows neither rules nor records.
 *
 * <p>Every question has one answer:
 *
 * <ul>
 *   <li><b>Variables:</b> {@code payload}; {@code each} and {@code index} in rules with {@code each}; {@code mqtt.topic}, {@code mqtt.client}, {@code mqtt.qos},
 *       {@code mqtt.retained}, {@code mqtt.duplicate}, {@code mqtt.received_at}, {@code mqtt.content_type}, {@code mqtt.response_topic},
 *       {@code mqtt.user['name']}; every capture by its name. {@code topic['name']} is a capture too, and the only way to one whose name is no
 *       identifier or a word that CEL has taken, such as {@code device-id} or {@code type}.
 *   <li><b>Absent:</b> a content type or response topic that is not there is {@code ''}; of several user properties of one name the last counts.
 *   <li><b>Numbers</b> are what they are written as: {@code 21} is an int, {@code 21.0}, {@code 2.1e1} and what does not fit a long are doubles.
 *       Any two compare ({@code payload.x < 200}); arithmetic wants two of a kind ({@code double(payload.x) * 1.8 + 32.0}).
 *   <li><b>A key that is missing</b> fails the expression, unless {@code has(payload.x)} asked first, one level at a time
 *       ({@code has(payload.a) && has(payload.a.b)}); null is a value.
 *   <li><b>Functions:</b> the standard ones and CEL's strings and math extensions. What {@code matches} (RE2), {@code contains}, {@code indexOf}, {@code
 *       lastIndexOf}, {@code split}, {@code replace} and {@code join} look for or put in are constants, so that no payload can choose their cost.
 *   <li><b>Bounds:</b> {@link dev.sluice.mapping.cel.CelLimits}.
 * </ul>
 */
package dev.sluice.mapping.cel;
