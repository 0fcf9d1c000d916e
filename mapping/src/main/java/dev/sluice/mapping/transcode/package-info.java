/**
 * Turns a JSON payload into Avro binary in one pass: bytes in, bytes out, no tree, no GenericRecord.
 *
 * <p>{@link dev.sluice.mapping.transcode.JsonToAvro} is the door: compiled once for a schema and a {@link
 * dev.sluice.mapping.transcode.FieldPlan}, then called from any thread (each keeps its own scratch, which a large payload
 * cannot leave large). {@link dev.sluice.mapping.transcode.ArrayElements} finds the pieces of a payload that become records of their own. Knows JSON (RFC 8259), Avro 1.12 and nothing of topics, rules, MQTT or Kafka; does no I/O.
 *
 * <p>Every question has one answer:
 *
 * <ul>
 *   <li><b>Missing field:</b> its default, else {@code FIELD_MISSING}. A nullable field without a default is required.
 *   <li><b>Alias:</b> a key that is an alias of a field fills it, unless the rule says where the field comes from. Name and alias, or two
 *       aliases, in one object are {@code DUPLICATE_KEY}. What is one field's name is not another's alias; an alias of two fields is refused
 *       when the rule is loaded.
 *   <li><b>Extra field:</b> skipped, but it must be well-formed JSON.
 *   <li><b>Null:</b> fits {@code null} and a union with null; anywhere else {@code FIELD_TYPE}, also where a default exists.
 *   <li><b>Union:</b> of the branches that the JSON type can fit, in declared order, the first object or array branch is
 *       taken; a scalar takes the first branch that accepts its value ({@code 3000000000} in {@code [int, long]} is a long, the text
 *       {@code "NaN"} a double in {@code [double, string]} and a string in {@code [string, double]}).
 *   <li><b>int, long:</b> exact, also past 2^53. {@code 21.0} and {@code 2.1e1} are integers; {@code 21.5}, and what is beyond
 *       the type's range, is {@code NUMBER_OUT_OF_RANGE}. Numbers in quotes are strings.
 *   <li><b>float, double:</b> any JSON number, correctly rounded; overflow ({@code 1e999}) is {@code NUMBER_OUT_OF_RANGE},
 *       underflow is zero. JSON has no NaN or Infinity: {@code PAYLOAD_NOT_DECODABLE}. In quotes they are taken: {@code "NaN"},
 *       {@code "Infinity"} and {@code "-Infinity"}, so written.
 *   <li><b>bytes, fixed:</b> a string of base64 (RFC 4648 §4, padding optional), since that is what devices send; other
 *       text or another length than the fixed type has is {@code FIELD_TYPE}. (Defaults in a schema stay in Avro's notation.)
 *   <li><b>enum:</b> a symbol, else {@code ENUM_SYMBOL_UNKNOWN}: Avro's enum default is for readers with an older schema.
 *   <li><b>timestamp-millis, -micros, -nanos:</b> an integer as it is, or RFC 3339 text with its offset
 *       ({@code 2026-11-21T10:15:30.123Z}); digits beyond the precision are cut. <b>local-timestamp-*:</b> the same without an offset;
 *       with one it is {@code FIELD_TYPE}.
 *   <li><b>date, time-millis, time-micros:</b> an integer as it is, or text ({@code 2026-11-21}, {@code 10:15:30.123}). A time of day
 *       outside of the day is {@code NUMBER_OUT_OF_RANGE}.
 *   <li><b>decimal</b> (bytes, fixed): a JSON number or text that is one, exactly; {@code 1.50} fits a scale of 1. Digits beyond
 *       the scale or the precision are {@code NUMBER_OUT_OF_RANGE}, never rounded. A schema may ask for 1,000 digits.
 *   <li><b>uuid</b> (string, fixed): text of 8-4-4-4-12 hexadecimal digits; as a string it stays as it was written. For fixed, base64 of the 16
 *       bytes is taken too.
 *   <li><b>duration</b> (fixed): text as ISO 8601 writes it ({@code P1M2DT3.004S}; a year is 12 months, a week 7 days, digits beyond
 *       milliseconds are cut), or an object of whole numbers {@code months}, {@code days} and {@code millis}, all three. Each fits 32 bits
 *       unsigned, else {@code NUMBER_OUT_OF_RANGE}.
 *   <li><b>Other logical types:</b> big-decimal is refused when the rule is loaded; what Avro does not know, or not on this
 *       type, counts for nothing, as Avro wants it.
 *   <li><b>Duplicate key:</b> {@code DUPLICATE_KEY} where a rule or a schema reads the key, and in maps; skipped objects are not compared.
 *   <li><b>A document that is no object:</b> {@code FIELD_TYPE}, unless the plan takes the document itself, or nothing from it.
 *   <li><b>Nesting</b> beyond 64 levels: {@code NESTING_TOO_DEEP}.
 *   <li><b>Malformed:</b> syntax, invalid UTF-8, a lone surrogate, a byte order mark, bytes after the document:
 *       {@code PAYLOAD_NOT_DECODABLE}, whatever else is wrong with the same payload.
 * </ul>
 */
package dev.sluice.mapping.transcode;
