package dev.sluice.simulator.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.simulator.field.Value;
import dev.sluice.simulator.telemetry.ByteSink;
import dev.sluice.simulator.telemetry.Complaint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Avro's binary encoding (1.12 "Binary Encoding") of values under a schema, and what keeps them from fitting it. */
final class AvroLayout {

    private final Layout.Builder out = new Layout.Builder();
    private final List<Complaint> complaints = new ArrayList<>();

    Layout build() {
        return out.build();
    }

    List<Complaint> complaints() {
        return complaints;
    }

    void bytes(byte[] bytes) {
        out.bytes(bytes);
    }

    /** Every field of the schema needs a value, unless it may be null; every value needs a field. */
    void record(String path, Schema schema, Map<String, Value> fields) {
        Set<String> unused = new LinkedHashSet<>(fields.keySet());
        for (Schema.Field field : schema.getFields()) {
            Value value = fields.get(field.name());
            unused.remove(field.name());
            if (value != null) {
                value(join(path, field.name()), field.schema(), value);
            } else if (nullBranch(field.schema()) >= 0) {
                out.bytes(varint(zigzag(nullBranch(field.schema()))));
            } else if (field.schema().getType() != Schema.Type.NULL) {
                complain(join(path, field.name()), "is missing: the schema " + schema.getFullName() + " asks for it");
            }
        }
        for (String name : unused) {
            complain(join(path, name), "is no field of the schema " + schema.getFullName());
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private void complain(String path, String text) {
        complaints.add(new Complaint(path, text));
    }

    private static int nullBranch(Schema schema) {
        if (schema.isUnion()) {
            for (int i = 0; i < schema.getTypes().size(); i++) {
                if (schema.getTypes().get(i).getType() == Schema.Type.NULL) {
                    return i;
                }
            }
        }
        return -1;
    }

    private void value(String path, Schema schema, Value value) {
        if (!schema.isUnion()) {
            value.fold(new Writer(path, schema));
            return;
        }
        List<Schema> branches = schema.getTypes();
        for (int i = 0; i < branches.size(); i++) {
            AvroLayout trial = new AvroLayout();
            trial.value(path, branches.get(i), value);
            if (trial.complaints.isEmpty()) {
                out.bytes(varint(zigzag(i)));
                value(path, branches.get(i), value);
                return;
            }
        }
        complain(path, "fits no type of the union " + schema + " of the schema");
    }

    private static long zigzag(long number) {
        return number << 1 ^ number >> 63;
    }

    private static byte[] varint(long number) {
        ByteSink sink = new ByteSink();
        sink.putVarint(number);
        return sink.toByteArray();
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        ByteSink sink = new ByteSink();
        sink.putVarint(zigzag(bytes.length));
        sink.put(bytes);
        return sink.toByteArray();
    }

    /** Writes one value under one schema that is no union. */
    private final class Writer implements Value.Cases<Void> {

        private static final byte[][] TRUTHS = {{0}, {1}};
        private static final int ISO_LENGTH = 24;

        private final String path;
        private final Schema schema;

        Writer(String path, Schema schema) {
            this.path = path;
            this.schema = schema;
        }

        private Void unfit(String what) {
            complain(
                    path,
                    what + " cannot be written as the schema's type "
                            + schema.getType().getName());
            return null;
        }

        @Override
        public Void numeric(Value.Numeric value) {
            Scaled scaled = new Scaled(value);
            switch (schema.getType()) {
                case DOUBLE ->
                    out.part((sink, device, seq, time) ->
                            sink.putLittleEndian(Double.doubleToLongBits(scaled.at(device, seq, time)), 8));
                case FLOAT ->
                    out.part((sink, device, seq, time) ->
                            sink.putLittleEndian(Float.floatToIntBits((float) scaled.at(device, seq, time)), 4));
                case LONG, INT -> whole(value);
                default -> unfit("a number");
            }
            return null;
        }

        private void whole(Value.Numeric value) {
            if (value.decimals() > 0) {
                unfit("a number with " + value.decimals() + " decimals");
                return;
            }
            if (schema.getType() == Schema.Type.INT && value.epochMillis()) {
                unfit("a time in milliseconds");
                return;
            }
            long factor =
                    value.epochMillis() && schema.getLogicalType() instanceof LogicalTypes.TimestampMicros ? 1000 : 1;
            boolean narrow = schema.getType() == Schema.Type.INT;
            Value.Figure figure = value.unscaled();
            out.part((sink, device, seq, time) -> {
                long number = figure.at(device, seq, time) * factor;
                sink.putVarint(zigzag(narrow ? (int) number : number));
            });
        }

        @Override
        public Void choice(Value.Choice value) {
            switch (schema.getType()) {
                case STRING ->
                    out.oneOf(value.texts().stream().map(AvroLayout::text).toArray(byte[][]::new), value.index());
                case ENUM -> {
                    List<String> symbols = schema.getEnumSymbols();
                    if (!symbols.containsAll(value.texts())) {
                        complain(
                                path,
                                "has values " + value.texts() + ", of which the schema's enum " + schema.getFullName()
                                        + " knows only " + symbols);
                        return null;
                    }
                    out.oneOf(
                            value.texts().stream()
                                    .map(text -> varint(zigzag(symbols.indexOf(text))))
                                    .toArray(byte[][]::new),
                            value.index());
                }
                default -> unfit("a text");
            }
            return null;
        }

        @Override
        public Void flag(Value.Flag value) {
            if (schema.getType() != Schema.Type.BOOLEAN) {
                return unfit("true or false");
            }
            out.oneOf(TRUTHS, value.figure());
            return null;
        }

        @Override
        public Void isoTime(Value.IsoTime value) {
            if (schema.getType() != Schema.Type.STRING) {
                return unfit("a time as ISO 8601");
            }
            out.bytes(varint(zigzag(ISO_LENGTH))).part((sink, device, seq, time) -> sink.putIsoTime(time));
            return null;
        }

        @Override
        public Void ofDevice(Value.OfDevice value) {
            if (schema.getType() != Schema.Type.STRING) {
                return unfit("a name");
            }
            out.ofDevice(name -> text(value.text().apply(name)));
            return null;
        }

        @Override
        public Void group(Value.Group value) {
            if (schema.getType() != Schema.Type.RECORD) {
                return unfit("a group of fields");
            }
            record(path, schema, value.parts());
            return null;
        }
    }
}
