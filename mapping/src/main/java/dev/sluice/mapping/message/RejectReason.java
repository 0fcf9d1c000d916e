package dev.sluice.mapping.message;

/** Why a message cannot become a record. The same word in the log, the metric tag, the dead letter's header and the docs. */
public enum RejectReason {
    /** The bytes are not what the rule's {@code payload} says: not JSON, cut off, not UTF-8, or something after the document. */
    PAYLOAD_NOT_DECODABLE,
    /** A payload is larger than Sluice follows once it is decompressed or written as JSON. */
    PAYLOAD_TOO_LARGE,
    /** A field that the record, the topic, the key or a header needs is not in the payload and has no default. */
    FIELD_MISSING,
    /** A field is there, but its type does not fit: text where the schema has a number, an object where it has text. */
    FIELD_TYPE,
    /** A number does not fit the schema's type without loss: too large, a fraction for an integer, too many digits for a decimal. */
    NUMBER_OUT_OF_RANGE,
    /** Text that is none of the symbols of the schema's enum; an enum's default is for readers with an older schema. */
    ENUM_SYMBOL_UNKNOWN,
    /** One JSON object names the same key twice. */
    DUPLICATE_KEY,
    /** The JSON is nested deeper than Sluice follows. */
    NESTING_TOO_DEEP,
    /** The array whose elements become records has more of them than one message may make. */
    TOO_MANY_RECORDS,
    /** Rules take the topic, but the {@code when} of none of them holds for this message. */
    WHEN_FAILED,
    /** An expression of the rule has no result for this message: a key that is not there, a division by zero, a type that does not fit. */
    EXPRESSION_FAILED,
    /** Sparkplug B: an alias or a datatype cannot be known, because Sluice has not seen the birth of the edge node or device. It was asked for. */
    SPARKPLUG_BIRTH_MISSING,
    /** The Kafka topic that the template makes from this message is longer than 249 characters. It is never cut. */
    TOPIC_TOO_LONG,
    /** The Kafka topic that the template makes from this message is reserved or empty: it begins with two underscores, or is {@code .} or {@code ..}. */
    TOPIC_INTERNAL,
    /** The finished record is larger than Kafka takes. */
    RECORD_TOO_LARGE,
    /** No rule takes the topic, {@code on-unmapped} is {@code refuse}, and the device speaks MQTT 3.1.1, which cannot hear a refusal. */
    UNMAPPED
}
