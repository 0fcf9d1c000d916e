/**
 * Brings payloads of every format into one form, a JSON document, which is what rules and transcoder read.
 *
 * <p>{@link dev.sluice.mapping.payload.PayloadDecoder} is the door, {@link dev.sluice.mapping.payload.PayloadDecoders} makes them. They are made
 * when rules load and called on the message path, on whatever event loop the message arrived on; they do no I/O and throw for nothing that a
 * device can send. Knows payload formats and compression; knows neither topics nor rules nor the Avro schema of the record to be.
 *
 * <p>In all formats: bytes are text in base64; a float that is no number is the text {@code NaN}, {@code Infinity} or {@code -Infinity};
 * integers are exact, however long; text must be valid UTF-8; keys that occur twice are kept, and the transcoder refuses them; nesting beyond 64
 * levels is {@code NESTING_TOO_DEEP}; something behind the document, or a length beyond the payload's end, is {@code PAYLOAD_NOT_DECODABLE}, and
 * nothing is allocated for a length before the bytes are there; a document longer than its buffer may grow is {@code PAYLOAD_TOO_LARGE}.
 *
 * <p><b>cbor</b> (RFC 8949): one item.
 *
 * <ul>
 *   <li><b>Keys</b> are text, or integers, which become their digits; others are not decodable.
 *   <li><b>undefined</b> is null; other simple values are not decodable.
 *   <li><b>Tag 0</b> (date and time) stays the text that it is. <b>Tag 1</b> (seconds since 1970) becomes RFC 3339 text in UTC, to the microsecond:
 *       as a number it would be taken for the milliseconds or microseconds of the schema's timestamp. Years 0 to 9999, else
 *       {@code NUMBER_OUT_OF_RANGE}.
 *   <li><b>Tags 2 and 3</b> (bignums) are exact numbers, to 1024 bits; <b>tag 4</b> (decimal fraction) is an exact number, its exponent within
 *       ±1000; beyond is {@code NUMBER_OUT_OF_RANGE}. <b>Tag 5</b> (bigfloat) is not decodable.
 *   <li><b>Other tags</b> are left out, and of several on one value the innermost counts.
 * </ul>
 *
 * <p><b>text</b>: the object <code>{"value": "..."}</code>. <b>number</b>: the object <code>{"value": 21.5}</code>; the number is written as in
 * JSON, with white space around it if need be; a plus sign and leading zeros are dropped, {@code nan} and {@code inf} are taken, hexadecimal, a
 * comma or a unit are not.
 *
 * <p><b>avro</b> ({@link dev.sluice.mapping.payload.AvroPayload}): a value of the given schema in Avro's binary encoding, plain, as a single object
 * or behind a registry's id. Members are written by name, union branches without their tags, enums by symbol, and logical types so that the
 * transcoder makes the same value of them: times are numbers in the writer's own unit, decimals exact numbers, a uuid in 16 bytes is its
 * text, a duration an object of {@code months}, {@code days} and {@code millis}. A reader's other schema is resolved by the transcoder: widened
 * numbers, defaults, aliases, fields that are gone. At most 10,000 items may take no bytes at all.
 *
 * <p><b>protobuf</b> ({@link dev.sluice.mapping.payload.ProtobufDescriptors}): a message of a type that a descriptor set describes, by the field
 * names of the .proto file.
 *
 * <ul>
 *   <li><b>What has no presence</b> (proto3's scalars and enums, repeated fields, maps) is always written, with its default value, {@code []} or
 *       <code>{}</code>. <b>What has it</b> (messages, {@code oneof}, {@code optional}, all of proto2) is written only where it was set, also
 *       where the .proto file gives a default.
 *   <li><b>64-bit integers</b> are exact numbers, not texts. <b>Enums</b> are symbols, or the number where the symbol is not known. <b>Maps</b> are
 *       objects; of equal keys the last counts.
 *   <li><b>Timestamp</b> is RFC 3339 text in UTC, <b>Duration</b> text such as {@code 1.500s}, wrappers are the value in them, Struct, Value and
 *       ListValue the JSON that they stand for, as in Protobuf's own JSON mapping; Any and FieldMask are written as the messages that they are.
 *   <li><b>Unknown fields</b> and extensions are skipped; a required field of proto2 that is missing is not decodable; in proto2 text that is not
 *       UTF-8 gets replacement characters, as in Protobuf's own library.
 * </ul>
 *
 * <p><b>Compression</b> is undone before any of this by a {@link dev.sluice.mapping.payload.Decompressor}, where the rule or the message's MQTT 5
 * properties declare it ({@link dev.sluice.mapping.payload.Compression}): checksums are checked, something behind the stream is not decodable, and
 * beyond the limit it is {@code PAYLOAD_TOO_LARGE}.
 */
package dev.sluice.mapping.payload;
