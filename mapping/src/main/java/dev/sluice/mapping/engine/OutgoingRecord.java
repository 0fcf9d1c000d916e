package dev.sluice.mapping.engine;

import dev.sluice.mapping.schema.SchemaReference;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * One Kafka record to be. Nobody writes to its arrays any more.
 *
 * @param topic Kafka topic
 * @param key never absent; the client id in UTF-8 unless the rule says otherwise
 * @param value framed as the rule says; null for a tombstone
 * @param timestampMillis milliseconds since the epoch
 * @param awaited the schema whose id was not known when the value was framed, so that it begins with id 0; null when nothing is missing
 */
public record OutgoingRecord(
        String topic,
        byte[] key,
        byte[] value,
        long timestampMillis,
        List<OutgoingHeader> headers,
        SchemaReference awaited) {

    private static final int ID_AT = 1;

    public OutgoingRecord {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(key, "key");
        headers = List.copyOf(headers);
    }

    /** A record that lacks nothing. */
    public OutgoingRecord(String topic, byte[] key, byte[] value, long timestampMillis, List<OutgoingHeader> headers) {
        this(topic, key, value, timestampMillis, headers, null);
    }

    /** Bytes of the value; 0 for a tombstone. */
    public int valueLength() {
        return value == null ? 0 : value.length;
    }

    /** Whether the record may go: nothing is missing, or by now it is known. */
    public boolean isComplete() {
        return awaited == null || awaited.isKnown();
    }

    /**
     * The same record with the id that it waited for.
     *
     * @throws IllegalStateException while that is not known
     */
    public OutgoingRecord completed() {
        if (awaited == null) {
            return this;
        }
        if (!awaited.isKnown()) {
            throw new IllegalStateException("schema " + awaited.subject() + " has no id yet");
        }
        var framed = value.clone();
        ByteBuffer.wrap(framed).putInt(ID_AT, awaited.id());
        return new OutgoingRecord(topic, key, framed, timestampMillis, headers);
    }
}
