package dev.sluice.mapping.rule;

import dev.sluice.mapping.transcode.PayloadPath;
import java.util.Locale;

/** What a rule takes the payload for. */
public enum PayloadFormat {
    /** One JSON document (RFC 8259). */
    JSON,
    /** One CBOR item (RFC 8949). */
    CBOR,
    /** Avro's binary encoding, with a schema that the rule names. */
    AVRO,
    /** One message of Protocol Buffers, of a type that the rule names. */
    PROTOBUF,
    /** A payload of Eclipse Sparkplug 3.0, whose topic says what it is. */
    SPARKPLUG_B,
    /** UTF-8. */
    TEXT,
    /** One decimal number in ASCII. */
    NUMBER,
    /** Anything; it is not looked into. */
    BYTES;

    /** Text and numbers are read as an object with this one member. */
    private static final PayloadPath VALUE = PayloadPath.of("value");

    /** Where {@code payload} as a whole is in the document that rules read. */
    PayloadPath whole() {
        return this == TEXT || this == NUMBER ? VALUE : PayloadPath.root();
    }

    String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
