package dev.sluice.bridge.kafka;

/**
 * What must be known of a Kafka topic before a record is sent there: one record that the broker refuses would fail its whole
 * batch.
 *
 * @param maximumBatchBytes {@code max.message.bytes}
 * @param appendTime whether the broker sets timestamps itself
 * @param beforeMillis how far in the past a timestamp may be
 * @param afterMillis how far in the future
 */
public record TopicFacts(int maximumBatchBytes, boolean appendTime, long beforeMillis, long afterMillis) {

    /** Kafka's own defaults, for topics whose configuration we may not read. */
    public static final TopicFacts USUAL = new TopicFacts(1_048_588, false, Long.MAX_VALUE, 3_600_000);

    /** The timestamp, or the present time if the topic would refuse it. */
    public long accepted(long timestamp, long now) {
        if (appendTime) {
            return timestamp;
        }
        long age = now - timestamp;
        return age > beforeMillis || -age > afterMillis || timestamp < 0 ? now : timestamp;
    }
}
