package dev.sluice.mapping.payload;

import dev.sluice.mapping.json.JsonBuffer;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Payloads in Avro's binary encoding, written with one schema: as JSON, or, where the record to be has the {@linkplain #sameAs same schema} and
 * nothing has to be looked up, checked from the first byte to the last and then copied.
 *
 * <p>Shared by all threads.
 */
public final class AvroPayload implements PayloadDecoder {

    private final Schema schema;
    private final AvroType type;
    private final AvroFraming framing;
    private final long fingerprint;

    private AvroPayload(Schema schema, AvroType type, AvroFraming framing, long fingerprint) {
        this.schema = schema;
        this.type = type;
        this.framing = framing;
        this.fingerprint = fingerprint;
    }

    static AvroPayload of(Schema writer, AvroFraming framing) {
        return new AvroPayload(
                writer,
                new AvroTypeCompiler().compile(writer),
                framing,
                SchemaNormalization.parsingFingerprint64(writer));
    }

    /** What the devices write with. */
    public Schema schema() {
        return schema;
    }

    @Override
    public Fault decode(byte[] payload, int offset, int length, JsonBuffer out) {
        return read(payload, offset, length, out);
    }

    /**
     * Reads the payload to its end and writes nothing.
     *
     * @return null when it is a value of the schema, in its framing, and nothing else
     */
    public Fault check(byte[] payload, int offset, int length) {
        return read(payload, offset, length, null);
    }

    /** Bytes in front of the record, which a copy leaves out: 0, 5 or 10. */
    public int framingLength() {
        return framing.length();
    }

    private Fault read(byte[] payload, int offset, int length, JsonBuffer out) {
        var in = new AvroBytes(payload, offset, length);
        try {
            framing.read(in, fingerprint);
            if (out == null) {
                type.check(in);
            } else {
                type.write(in, out);
            }
            WholePayload.end(in);
            return out != null && out.overflowed() ? Undecodable.tooLarge().fault() : null;
        } catch (Undecodable e) {
            return e.fault();
        }
    }

    /** Whether what one schema wrote means the same to the other, byte for byte: one canonical form (Avro 1.12), and one set of logical types. */
    public static boolean sameAs(Schema writer, Schema reader) {
        return SchemaNormalization.toParsingForm(writer).equals(SchemaNormalization.toParsingForm(reader))
                && sameLogicalTypes(writer, reader, new HashSet<>());
    }

    /** Of schemas that have the same shape. */
    private static boolean sameLogicalTypes(Schema a, Schema b, Set<String> seen) {
        if (!same(a.getLogicalType(), b.getLogicalType())) {
            return false;
        }
        return switch (a.getType()) {
            case ARRAY -> sameLogicalTypes(a.getElementType(), b.getElementType(), seen);
            case MAP -> sameLogicalTypes(a.getValueType(), b.getValueType(), seen);
            case UNION -> {
                for (int i = 0; i < a.getTypes().size(); i++) {
                    if (!sameLogicalTypes(a.getTypes().get(i), b.getTypes().get(i), seen)) {
                        yield false;
                    }
                }
                yield true;
            }
            case RECORD -> {
                if (seen.add(a.getFullName())) {
                    for (Schema.Field field : a.getFields()) {
                        Schema other = b.getFields().get(field.pos()).schema();
                        if (!sameLogicalTypes(field.schema(), other, seen)) {
                            yield false;
                        }
                    }
                }
                yield true;
            }
            default -> true;
        };
    }

    private static boolean same(LogicalType a, LogicalType b) {
        return a == null || b == null ? a == b : a.equals(b);
    }
}
