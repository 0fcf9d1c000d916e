package dev.sluice.mapping.rule;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** What stands in front of the Avro binary, so that a reader can tell its schema. */
public enum WireFormat {
    /** Avro's own (Avro 1.12 "Single-object encoding"): C3 01, then the schema's CRC-64-AVRO, little endian. Needs no registry. */
    SINGLE_OBJECT,
    /** What registry clients read: 00, then the schema's id in four bytes, big endian. */
    CONFLUENT,
    /** Nothing: the reader knows. */
    PLAIN;

    /** The bytes for one schema. */
    @FunctionalInterface
    interface FramingOf {
        Framing before(Schema schema);
    }

    /** Nobody writes to what this returns. */
    public static byte[] singleObject(Schema schema) {
        return ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xC3)
                .put((byte) 0x01)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .array();
    }

    static byte[] confluent(int id) {
        return ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();
    }

    /**
     * Reads {@code format} and {@code schema-id}.
     *
     * @param registry whether there is one to give ids; without it confluent needs the id that somebody else's registry gave
     */
    static Optional<FramingOf> readFraming(Node value, boolean registry, Problems problems) {
        boolean hasId = value.has("schema-id");
        var format = value.choice("format", registry || hasId ? CONFLUENT : SINGLE_OBJECT, problems);
        if (format != CONFLUENT) {
            if (hasId) {
                value.complain("schema-id", "is for format: confluent only", "UNUSED-KEY", problems);
            }
            return Optional.of(
                    format == PLAIN
                            ? schema -> new Framing.Fixed(new byte[0])
                            : schema -> new Framing.Fixed(singleObject(schema)));
        }
        if (hasId) {
            int id = value.requiredInt("schema-id", 1, Integer.MAX_VALUE, problems);
            return Optional.of(schema -> new Framing.Fixed(confluent(id)));
        }
        if (!registry) {
            value.complain(
                    "format",
                    "confluent needs the ids of a registry: configure schemas.registry, or write the id out, as in schema-id: 7",
                    "NO-REGISTRY",
                    problems);
            return Optional.empty();
        }
        return Optional.of(schema -> new Framing.ById());
    }
}
