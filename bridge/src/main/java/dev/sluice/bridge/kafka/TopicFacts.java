package dev.sluice.bridge.kafka;

import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.TopicConfig;

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

    /** The one limit, in both directions, of Kafka before 3.6. */
    private static final String TIMESTAMP_DIFFERENCE = "message.timestamp.difference.max.ms";

    /** What a broker tells of the topic, and the usual for what it does not tell: an older one, or one that is no Apache Kafka. */
    static TopicFacts of(Config topic) {
        var difference = number(topic, TIMESTAMP_DIFFERENCE);
        return new TopicFacts(
                number(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                        .map(Long::intValue)
                        .orElse(USUAL.maximumBatchBytes),
                text(topic, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
                        .filter("LogAppendTime"::equals)
                        .isPresent(),
                number(topic, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG)
                        .or(() -> difference)
                        .orElse(USUAL.beforeMillis),
                number(topic, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG)
                        .or(() -> difference)
                        .orElse(USUAL.afterMillis));
    }

    /** A setting of a topic, if the broker tells it. */
    static Optional<String> text(Config topic, String name) {
        return Optional.ofNullable(topic.get(name)).map(ConfigEntry::value);
    }

    static Optional<Long> number(Config topic, String name) {
        return text(topic, name).map(Long::valueOf);
    }

    /** The timestamp, or the present time if the topic would refuse it. */
    public long accepted(long timestamp, long now) {
        if (appendTime) {
            return timestamp;
        }
        long age = now - timestamp;
        return age > beforeMillis || -age > afterMillis || timestamp < 0 ? now : timestamp;
    }
}
