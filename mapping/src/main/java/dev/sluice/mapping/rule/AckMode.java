package dev.sluice.mapping.rule;

/** When the device hears back: what its acknowledgement is worth. The strongest comes first. */
public enum AckMode {
    /** After Kafka has every record of the message on all in-sync replicas. */
    KAFKA,
    /** After the local journal has them on disk; Kafka gets them from there, in order. For sites whose link comes and goes. */
    SPOOL,
    /** At once. Fast and lossy: whatever is in memory when the process dies is gone, and the device believes it stored. */
    RECEIVED;

    /** What a message is worth that rules of both kinds take. */
    public AckMode strongest(AckMode other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
