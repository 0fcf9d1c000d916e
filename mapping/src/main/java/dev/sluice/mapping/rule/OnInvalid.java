package dev.sluice.mapping.rule;

/** What becomes of a message that a rule takes but cannot turn into a record. */
public enum OnInvalid {
    /** Its original bytes go to the dead-letter topic; the device is acknowledged once Kafka has them. */
    DEAD_LETTER,
    /** MQTT 5 devices are told 0x99; MQTT 3.1.1 has no such answer, so there it is dead-lettered and acknowledged. */
    REFUSE,
    /** It is acknowledged, counted and forgotten. */
    DROP
}
