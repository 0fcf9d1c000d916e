package dev.sluice.bridge.trial;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.rule.MappingRule;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * One record, as Kafka would get it and as its consumer would read it.
 *
 * @param schema of the value
 * @param framing bytes in front of the value's Avro binary
 * @param value see {@link ReadableValue}; JSON's null for a tombstone
 */
public record TrialRecord(MappingRule rule, OutgoingRecord record, Schema schema, int framing, JsonNode value) {

    /** A zero and the id. */
    private static final int CONFLUENT_BYTES = 5;

    public boolean isTombstone() {
        return record.value() == null;
    }

    /** The id that the value's framing names, 0 when no registry has given it yet; empty for framings without an id. */
    public Optional<Integer> schemaId() {
        return framing == CONFLUENT_BYTES && !isTombstone()
                ? Optional.of(ByteBuffer.wrap(record.value(), 1, Integer.BYTES).getInt())
                : Optional.empty();
    }

    /** The key as text. */
    public String key() {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    /** Bytes of key, value and headers together. */
    public int bytes() {
        int bytes = record.key().length + record.valueLength();
        for (var header : record.headers()) {
            bytes += header.name().getBytes(StandardCharsets.UTF_8).length + header.value().length;
        }
        return bytes;
    }
}
