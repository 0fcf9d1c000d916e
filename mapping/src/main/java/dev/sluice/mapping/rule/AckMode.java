package dev.sluice.mapping.rule;

/** When the device hears back: what its acknowledgement is worth. */
public enum AckMode {
    /** After Kafka has every record of the message on all in-sync replicas. */
    KAFKA,
    /** At once. Fast and lossy: whatever is in memory when the process dies is gone, and the device believes it stored. */
    RECEIVED
}
