/**
 * Turns a JSON payload into Avro binary in one pass: bytes in, bytes out, no tree, no GenericRecord.
 *
 * <p>{@link dev.sluice.mapping.transcode.JsonToAvro} is the door: compiled once for a schema and a {@link
 * dev.sluice.mapping.transcode.FieldPlan}, then called from any thread (each keeps its own scratch, which a large payload
 * cannot leave large). Knows JSON (RFC 8259), Avro 1.12 and nothing of topics, rules, MQTT or Kafka; does no I/O.
 *
 * <p>Every question has one answer:
 *
 * <ul>
 *   <li><b>Missing field:</b> its default, else {@code FIELD_MISSING}. A nullable field without a default is required.
 *   <li><b>Extra field:</b> skipped, but it must be well-formed JSON.
 *   <li><b>Null:</b> fits {@code null} and a union with null; anywhere else {@code FIELD_TYPE}, also where a default exists.
 *   <li><b>Union:</b> of the branches that the JSON type can fit, in declared order, the first object or array branch is
 *       taken; a scalar takes the first branch that accepts its value ({@code 3000000000} in {@code [int, long]} is a long).
 *   <li><b>int, long:</b> exact, also past 2^53. {@code 21.0} and {@code 2.1e1} are integers; {@code 21.5}, and what is beyond
 *       the type's range, is {@code NUMBER_OUT_OF_RANGE}. Numbers in quotes are strings.
 *   <li><b>float, double:</b> any JSON number, correctly rounded; overflow ({@code 1e999}) is {@code NUMBER_OUT_OF_RANGE},
 *       underflow is zero. JSON has no NaN or Infinity: {@code PAYLOAD_NOT_DECODABLE}.
 *   <li><b>bytes, fixed:</b> a string of base64 (RFC 4648 §4, padding optional), since that is what devices send; other
 *       text or another length than the fixed type has is {@code FIELD_TYPE}. (Defaults in a schema stay in Avro's notation.)
 *   <li><b>enum:</b> a symbol, else {@code ENUM_SYMBOL_UNKNOWN}: Avro's enum default is for readers with an older schema.
 *   <li><b>timestamp-millis, timestamp-micros:</b> an integer as it is, or RFC 3339 text with its offset
 *       ({@code 2026-11-21T10:15:30.123Z}); digits beyond the precision are cut. Other logical types are refused when the
 *       rule is loaded.
 *   <li><b>Duplicate key:</b> {@code DUPLICATE_KEY} where a rule or a schema reads the key, and in maps; skipped objects are not compared.
 *   <li><b>Nesting</b> beyond 64 levels: {@code NESTING_TOO_DEEP}.
 *   <li><b>Malformed:</b> syntax, invalid UTF-8, a lone surrogate, a byte order mark, bytes after the document:
 *       {@code PAYLOAD_NOT_DECODABLE}, whatever else is wrong with the same payload.
 * </ul>
 */
package dev.sluice.mapping.transcode;
