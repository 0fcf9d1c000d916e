package dev.sluice.mapping.rule;

/** What becomes of a message whose topic matches no rule. */
public enum OnUnmapped {
    /** It goes to Kafka whole, in the envelope record. */
    ENVELOPE,
    /** Only local subscribers get it. */
    LOCAL,
    /** MQTT 5 devices are told 0x90. */
    REFUSE
}
