package dev.sluice.simulator.encode;

import dev.sluice.simulator.field.Value;
import dev.sluice.simulator.telemetry.Complaint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** A record's schema, either given or made for the values. */
public final class AvroSchema {

    private final Schema schema;

    private AvroSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * Reads a schema.
     *
     * @throws IllegalArgumentException when the text is no schema of a record; the message says why
     */
    public static AvroSchema parse(String json) {
        Schema schema;
        try {
            schema = new Schema.Parser().parse(json);
        } catch (AvroRuntimeException e) {
            throw new IllegalArgumentException("is no Avro schema: " + e.getMessage(), e);
        }
        if (schema.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException("must be the schema of a record, not of a "
                    + schema.getType().getName());
        }
        return new AvroSchema(schema);
    }

    /**
     * A schema for values: whole numbers are long, others double, texts string, groups records.
     *
     * @throws IllegalArgumentException when a name is none in Avro (1.12 "Names")
     */
    public static AvroSchema of(String fullName, Map<String, Value> fields) {
        try {
            return new AvroSchema(record(fullName, fields));
        } catch (AvroRuntimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Schema record(String fullName, Map<String, Value> fields) {
        List<Schema.Field> of = new ArrayList<>();
        fields.forEach((name, value) -> of.add(new Schema.Field(name, value.fold(new Types(fullName + "_" + name)))));
        return Schema.createRecord(fullName, null, null, false, of);
    }

    /** Bytes in front of the body. */
    public enum Framing {
        /** None. */
        PLAIN,
        /** Avro 1.12 "Single-object encoding". */
        SINGLE_OBJECT,
        /** A zero byte and the schema's id, four bytes. */
        CONFLUENT
    }

    /** What keeps the values from being written under this schema. */
    public List<Complaint> complaints(Map<String, Value> fields) {
        AvroLayout trial = new AvroLayout();
        trial.record("", schema, fields);
        return trial.complaints();
    }

    /**
     * The layout of values about which there are no complaints.
     *
     * @param id the schema's, for Confluent's framing
     */
    public Layout layout(Map<String, Value> fields, Framing framing, Optional<Integer> id) {
        AvroLayout layout = new AvroLayout();
        switch (framing) {
            case PLAIN -> {}
            case SINGLE_OBJECT ->
                layout.bytes(ByteBuffer.allocate(10)
                        .put((byte) 0xC3)
                        .put((byte) 1)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(SchemaNormalization.parsingFingerprint64(schema))
                        .array());
            case CONFLUENT ->
                layout.bytes(ByteBuffer.allocate(5)
                        .put((byte) 0)
                        .putInt(id.orElseThrow())
                        .array());
        }
        layout.record("", schema, fields);
        return layout.build();
    }

    /** As JSON, for whoever is to read the payloads. */
    @Override
    public String toString() {
        return schema.toString(true);
    }

    /** The type of a value. */
    private record Types(String recordName) implements Value.Cases<Schema> {

        @Override
        public Schema numeric(Value.Numeric value) {
            if (value.epochMillis()) {
                return LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
            }
            return Schema.create(value.decimals() == 0 ? Schema.Type.LONG : Schema.Type.DOUBLE);
        }

        @Override
        public Schema choice(Value.Choice value) {
            return Schema.create(Schema.Type.STRING);
        }

        @Override
        public Schema flag(Value.Flag value) {
            return Schema.create(Schema.Type.BOOLEAN);
        }

        @Override
        public Schema isoTime(Value.IsoTime value) {
            return Schema.create(Schema.Type.STRING);
        }

        @Override
        public Schema ofDevice(Value.OfDevice value) {
            return Schema.create(Schema.Type.STRING);
        }

        @Override
        public Schema group(Value.Group value) {
            return record(recordName, value.parts());
        }
    }
}
