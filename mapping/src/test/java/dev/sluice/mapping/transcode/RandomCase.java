package dev.sluice.mapping.transcode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/**
 * A schema and a document made for it: keys in any order, random white space and escapes, fields left out where they have
 * a default; one document in three has something planted in it that may not fit.
 */
record RandomCase(Schema schema, String json) {

    private static final List<String> ODD_VALUES = List.of(
            "null",
            "true",
            "0",
            "-7",
            "3000000000",
            "1e3",
            "1.5",
            "1e400",
            "123456789012345678901234567890",
            "\"\"",
            "\"text\"",
            "\"AAEC\"",
            "\"2026-11-21T10:15:30Z\"",
            "\"2026-11-21T10:15:30\"",
            "\"2026-11-21\"",
            "\"2026-02-30\"",
            "\"10:15:30.5\"",
            "\"24:00:00\"",
            "\"P1M2DT3.004S\"",
            "\"P1M2DT3.004\"",
            "\"P5000000000D\"",
            "\"NaN\"",
            "\"-Infinity\"",
            "\"12.34\"",
            "\"-1e2\"",
            "\"01\"",
            "\"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"",
            "\"f81d4fae-7dec-11d0-a765-00a0c91e6bfg\"",
            "\"f81d4fae17dec-11d0-a765-00a0c91e6bf6\"",
            "86400000",
            "1e999999999",
            "-12.340",
            "0.000000000000000000000000000000000000001",
            "123456789012345678901234567890.12345",
            "{\"months\":1,\"days\":2,\"millis\":4294967295}",
            "{\"months\":1,\"days\":2,\"millis\":4294967296}",
            "{\"days\":2,\"millis\":3}",
            "[]",
            "[1,\"a\"]",
            "{}",
            "{\"a\":{\"b\":[null]}}");

    static RandomCase of(Random random) {
        Maker maker = new Maker(random);
        Schema schema = maker.record(0);
        maker.oddValues = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0;
        return new RandomCase(schema, maker.value(schema));
    }

    byte[] payload() {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Maker {
        private static final ObjectMapper JSON = new ObjectMapper();

        private final Random random;
        private final List<Schema> records = new ArrayList<>();
        private int names;
        private int oddValues;

        Maker(Random random) {
            this.random = random;
        }

        Schema record(int depth) {
            Schema record = Schema.createRecord("R" + names++, null, "test", false);
            records.add(record);
            List<Schema.Field> fields = new ArrayList<>();
            for (int i = random.nextInt(7); i >= 0; i--) {
                String name = "f".repeat(1 + random.nextInt(20)) + i;
                Schema type = schema(depth + 1);
                Schema.Field field = random.nextInt(3) == 0 ? withDefault(name, type) : new Schema.Field(name, type);
                if (random.nextInt(4) == 0) {
                    field.addAlias("was" + i);
                    field.addAlias(name + "é");
                }
                fields.add(field);
            }
            record.setFields(fields);
            return record;
        }

        private Schema.Field withDefault(String name, Schema type) {
            Schema first = type.isUnion() ? type.getTypes().get(0) : type;
            Object value = switch (first.getType()) {
                case NULL -> Schema.Field.NULL_DEFAULT_VALUE;
                case INT -> 42;
                case LONG -> 1L << 40;
                case STRING -> "défault";
                case ARRAY -> List.of();
                default -> null;
            };
            return value == null ? new Schema.Field(name, type) : new Schema.Field(name, type, null, value);
        }

        private Schema schema(int depth) {
            return switch (random.nextInt(depth > 3 ? 13 : 18)) {
                case 0 -> Schema.create(Schema.Type.BOOLEAN);
                case 1 -> Schema.create(Schema.Type.INT);
                case 2 -> Schema.create(Schema.Type.LONG);
                case 3 -> Schema.create(Schema.Type.FLOAT);
                case 4 -> Schema.create(Schema.Type.DOUBLE);
                case 5 -> Schema.create(Schema.Type.STRING);
                case 6 -> Schema.create(Schema.Type.BYTES);
                case 7 -> SchemaBuilder.enumeration("E" + names++).symbols("RED", "GREEN");
                case 8 -> SchemaBuilder.fixed("F" + names++).size(random.nextInt(4));
                case 9, 10, 11, 12 -> RandomLogicalTypes.schema(random, "L" + names++);
                case 13 -> Schema.createArray(schema(depth + 1));
                case 14 -> Schema.createMap(schema(depth + 1));
                case 15 -> record(depth);
                default -> union(depth);
            };
        }

        /** Some with null, some with several branches, some with a record that is around already. */
        private Schema union(int depth) {
            List<Schema> branches = new ArrayList<>();
            branches.add(Schema.create(Schema.Type.NULL));
            if (random.nextInt(4) == 0) {
                branches.add(records.get(random.nextInt(records.size())));
            }
            for (int i = random.nextInt(3); i >= 0; i--) {
                Schema branch = schema(depth + 1);
                boolean known = branches.stream().anyMatch(b -> b.getFullName().equals(branch.getFullName()));
                if (!branch.isUnion() && !known) {
                    branches.add(branch);
                }
            }
            if (random.nextBoolean()) {
                Collections.shuffle(branches, random);
            }
            return Schema.createUnion(branches);
        }

        String value(Schema schema) {
            return value(schema, 0);
        }

        private String value(Schema schema, int depth) {
            if (oddValues > 0 && depth > 0 && random.nextInt(6) == 0) {
                oddValues--;
                return ODD_VALUES.get(random.nextInt(ODD_VALUES.size()));
            }
            if (schema.getLogicalType() != null) {
                return RandomLogicalTypes.value(random, schema);
            }
            return switch (schema.getType()) {
                case NULL -> "null";
                case BOOLEAN -> String.valueOf(random.nextBoolean());
                case INT -> String.valueOf(random.nextInt() >> random.nextInt(32));
                case LONG -> String.valueOf(random.nextLong() >> random.nextInt(64));
                case FLOAT, DOUBLE -> random.nextInt(30) == 0 ? "\"-Infinity\"" : floating(schema);
                case STRING -> text();
                case BYTES -> base64(random.nextInt(20));
                case FIXED -> base64(schema.getFixedSize());
                case ENUM -> "\"" + schema.getEnumSymbols().get(random.nextInt(2)) + "\"";
                case ARRAY ->
                    IntStream.range(0, items(depth))
                            .mapToObj(i -> value(schema.getElementType(), depth + 1))
                            .collect(Collectors.joining(gap(","), "[" + gap(""), gap("") + "]"));
                case MAP ->
                    IntStream.range(0, items(depth))
                            .mapToObj(i -> "\"k" + i + "\":" + value(schema.getValueType(), depth + 1))
                            .collect(Collectors.joining(gap(","), "{" + gap(""), gap("") + "}"));
                case UNION -> value(branch(schema, depth), depth);
                case RECORD -> object(schema, depth);
            };
        }

        private Schema branch(Schema union, int depth) {
            int nulls = union.getIndexNamed("null");
            return union.getTypes()
                    .get(depth > 8 ? nulls : random.nextInt(union.getTypes().size()));
        }

        private int items(int depth) {
            return depth > 6 ? 0 : random.nextInt(20) == 0 ? 70 : random.nextInt(4);
        }

        private String object(Schema record, int depth) {
            List<String> members = new ArrayList<>();
            for (Schema.Field field : record.getFields()) {
                if (!field.hasDefaultValue() || random.nextBoolean()) {
                    boolean alias = !field.aliases().isEmpty() && random.nextBoolean();
                    String name = alias ? field.aliases().iterator().next() : field.name();
                    members.add(name(name) + gap(":") + value(field.schema(), depth + 1));
                }
            }
            if (oddValues > 0 && random.nextInt(8) == 0 && !members.isEmpty()) {
                oddValues--;
                members.remove(0);
            }
            if (oddValues > 0 && random.nextInt(8) == 0) {
                oddValues--;
                members.add("\"was1\":" + ODD_VALUES.get(random.nextInt(ODD_VALUES.size())));
            }
            if (random.nextInt(3) == 0) {
                members.add("\"extra\":" + ODD_VALUES.get(random.nextInt(ODD_VALUES.size())));
            }
            if (random.nextBoolean()) {
                Collections.shuffle(members, random);
            }
            return "{" + gap("") + String.join(gap(","), members) + gap("") + "}";
        }

        private String name(String name) {
            return random.nextInt(20) == 0
                    ? "\"\\u%04x".formatted((int) name.charAt(0)) + name.substring(1) + "\""
                    : "\"" + name + "\"";
        }

        private String gap(String between) {
            return random.nextInt(4) == 0 ? " \t" + between + "\r\n " : between;
        }

        private String floating(Schema schema) {
            return schema.getType() == Schema.Type.FLOAT ? String.valueOf(random.nextFloat() * 1000 + 1) : decimal();
        }

        private String decimal() {
            double value = Double.longBitsToDouble(random.nextLong());
            boolean plain = random.nextBoolean() || !Double.isFinite(value) || value == 0;
            return String.valueOf(plain ? Math.round(random.nextDouble() * 1e6 + 1) / 100.0 : value);
        }

        private String text() {
            int[] points = random.ints(random.nextInt(30), 0, 30)
                    .map(i -> i < 26 ? 'a' + i : i == 26 ? '\n' : i == 27 ? 'é' : i == 28 ? '温' : 0x1F600)
                    .toArray();
            try {
                return JSON.writeValueAsString(new String(points, 0, points.length));
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }

        private String base64(int length) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return "\"" + Base64.getEncoder().encodeToString(bytes) + "\"";
        }
    }
}
