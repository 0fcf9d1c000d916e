package dev.sluice.mapping.payload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;

/**
 * A schema and a record of it, as Avro's own writer writes it. Of unions only those with null: which of two branches a value without its tag
 * belongs to is the transcoder's choice.
 */
record RandomAvro(Schema schema, byte[] binary) {

    static RandomAvro of(Random random) {
        Maker maker = new Maker(random);
        Schema schema = maker.record(0);
        return new RandomAvro(schema, binary(schema, maker.value(schema, 0)));
    }

    static byte[] binary(Schema schema, Object datum) {
        var out = new ByteArrayOutputStream();
        try {
            var encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<Object>(schema, new GenericData()).write(datum, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private record Maker(Random random, List<Schema> records, int[] names) {

        Maker(Random random) {
            this(random, new ArrayList<>(), new int[1]);
        }

        private String name() {
            return "N" + names[0]++;
        }

        Schema record(int depth) {
            Schema record = Schema.createRecord(name(), null, "test", false);
            records.add(record);
            record.setFields(IntStream.rangeClosed(0, random.nextInt(6))
                    .mapToObj(i -> new Schema.Field("f" + i, schema(depth + 1)))
                    .toList());
            return record;
        }

        private Schema schema(int depth) {
            return switch (random.nextInt(depth > 3 ? 15 : 20)) {
                case 0 -> Schema.create(Schema.Type.BOOLEAN);
                case 1 -> Schema.create(Schema.Type.INT);
                case 2 -> Schema.create(Schema.Type.LONG);
                case 3 -> Schema.create(Schema.Type.FLOAT);
                case 4 -> Schema.create(Schema.Type.DOUBLE);
                case 5 -> Schema.create(Schema.Type.STRING);
                case 6 -> Schema.create(Schema.Type.BYTES);
                case 7 -> SchemaBuilder.enumeration(name()).symbols("RED", "GREEN");
                case 8 -> SchemaBuilder.fixed(name()).size(random.nextInt(4));
                case 9, 10 -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
                case 11 -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
                case 12 -> LogicalTypes.decimal(40, 7).addToSchema(Schema.create(Schema.Type.BYTES));
                case 13 -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
                case 14 -> sized(random.nextInt(3));
                case 15 -> Schema.createArray(schema(depth + 1));
                case 16 -> Schema.createMap(schema(depth + 1));
                case 17 -> record(depth);
                case 18 ->
                    Schema.createUnion(Schema.create(Schema.Type.NULL), records.get(random.nextInt(records.size())));
                default -> nullable(schema(depth + 1));
            };
        }

        private Schema sized(int which) {
            return switch (which) {
                case 0 -> LogicalTypes.decimal(20, 2).addToSchema(Schema.createFixed(name(), null, "test", 9));
                case 1 -> LogicalTypes.uuid().addToSchema(Schema.createFixed(name(), null, "test", 16));
                default -> LogicalTypes.duration().addToSchema(Schema.createFixed(name(), null, "test", 12));
            };
        }

        private static Schema nullable(Schema schema) {
            return schema.isUnion() ? schema : Schema.createUnion(schema, Schema.create(Schema.Type.NULL));
        }

        Object value(Schema schema, int depth) {
            return switch (schema.getType()) {
                case NULL -> null;
                case BOOLEAN -> random.nextBoolean();
                case INT -> random.nextInt() >> random.nextInt(32);
                case LONG -> random.nextLong() >> random.nextInt(64);
                case FLOAT -> odd() ? Float.NaN : any(random.nextFloat(), Float.intBitsToFloat(random.nextInt()));
                case DOUBLE -> odd() ? Double.NEGATIVE_INFINITY : random.nextGaussian() * 1e6;
                case STRING -> text();
                case BYTES ->
                    schema.getLogicalType() == null
                            ? ByteBuffer.wrap(bytes(random.nextInt(50)))
                            : ByteBuffer.wrap(new BigInteger(random.nextInt(130), random)
                                    .negate()
                                    .toByteArray());
                case FIXED -> new GenericData.Fixed(schema, fixed(schema));
                case ENUM ->
                    new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(random.nextInt(2)));
                case ARRAY ->
                    IntStream.range(0, items(depth))
                            .mapToObj(i -> value(schema.getElementType(), depth + 1))
                            .toList();
                case MAP -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    for (int i = items(depth); i > 0; i--) {
                        map.put(text() + i, value(schema.getValueType(), depth + 1));
                    }
                    yield map;
                }
                case UNION -> {
                    int nulls = schema.getIndexNamed("null");
                    int branch = depth > 8 ? nulls : random.nextInt(2);
                    yield value(schema.getTypes().get(branch), depth);
                }
                case RECORD -> {
                    var record = new GenericData.Record(schema);
                    for (Schema.Field field : schema.getFields()) {
                        record.put(field.pos(), value(field.schema(), depth + 1));
                    }
                    yield record;
                }
            };
        }

        private float any(float plain, float wild) {
            return Float.isNaN(wild) || odd() ? plain : wild;
        }

        private byte[] fixed(Schema schema) {
            byte[] bytes = bytes(schema.getFixedSize());
            if (schema.getLogicalType() instanceof LogicalTypes.Decimal) {
                bytes[0] = bytes[1] = (byte) (bytes[2] >> 7); // within the precision
            }
            return bytes;
        }

        private boolean odd() {
            return random.nextInt(20) == 0;
        }

        private int items(int depth) {
            return depth > 6 ? 0 : odd() ? 70 : random.nextInt(4);
        }

        private byte[] bytes(int length) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        }

        private String text() {
            int[] points = random.ints(random.nextInt(30), 0, 30)
                    .map(i -> i < 26 ? 'a' + i : i == 26 ? '\n' : i == 27 ? 'é' : i == 28 ? '"' : 0x1F600)
                    .toArray();
            return new String(points, 0, points.length);
        }
    }
}
