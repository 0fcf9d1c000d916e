package dev.sluice.mapping.rule;

/** What a rule takes the payload for. */
public enum PayloadFormat {
    /** One JSON document, an object. */
    JSON,
    /** Anything; it is not looked into. */
    BYTES
}
