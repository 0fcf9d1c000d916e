package dev.sluice.mapping.engine;

import java.util.List;
import java.util.Objects;

/**
 * One Kafka record to be. Nobody writes to its arrays any more.
 *
 * @param topic Kafka topic
 * @param key never absent; the client id in UTF-8 unless the rule says otherwise
 * @param value framed as the rule says
 * @param timestampMillis milliseconds since the epoch
 */
public record OutgoingRecord(
        String topic, byte[] key, byte[] value, long timestampMillis, List<OutgoingHeader> headers) {

    public OutgoingRecord {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        headers = List.copyOf(headers);
    }
}
