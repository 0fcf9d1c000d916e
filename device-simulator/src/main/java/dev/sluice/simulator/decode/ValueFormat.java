package dev.sluice.simulator.decode;

import java.util.Locale;

/** How record values are framed. */
public enum ValueFormat {
    /** Avro 1.12 "Single-object encoding": two marker bytes, the schema's fingerprint, the body. */
    SINGLE_OBJECT,
    /** A zero byte, a four-byte schema id, the body; a registry is asked for the schema, or it must be named. */
    CONFLUENT,
    /** The body alone; the schema must be named. */
    PLAIN,
    /** The envelope record in any framing; its payload is JSON, or a map in CBOR. */
    ENVELOPE,
    /** No Avro: the value is JSON. */
    JSON,
    /** Each value for itself, by its first bytes. */
    AUTO;

    /** As people write it: {@code single-object}. */
    public static ValueFormat named(String text) {
        for (ValueFormat format : values()) {
            if (format.toString().equals(text)) {
                return format;
            }
        }
        throw new IllegalArgumentException(
                "unknown format \"" + text + "\"; known: single-object, confluent, plain, envelope, json, auto");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
