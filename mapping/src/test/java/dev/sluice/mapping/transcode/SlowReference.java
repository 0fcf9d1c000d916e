package dev.sluice.mapping.transcode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** The obvious way to do what {@link JsonToAvro} does, with libraries: tree, generic record, Avro's own encoder. */
final class SlowReference {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Set<String> NO_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");

    private final Schema schema;
    private final GenericDatumWriter<Object> writer;

    SlowReference(Schema schema) {
        this.schema = schema;
        writer = new GenericDatumWriter<>(schema);
    }

    /** The record, or null if the payload does not fit. */
    byte[] transcode(byte[] json) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            writer.write(datum(schema, JSON.readTree(json)), encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (Unfit | IOException e) {
            return null;
        }
    }

    private static Object datum(Schema schema, JsonNode node) throws Unfit {
        if (schema.getLogicalType() != null) {
            return SlowLogicalTypes.datum(schema, node).orElseThrow(Unfit::new);
        }
        return switch (schema.getType()) {
            case NULL -> {
                require(node.isNull());
                yield null;
            }
            case BOOLEAN -> {
                require(node.isBoolean());
                yield node.booleanValue();
            }
            case INT -> {
                require(node.isNumber());
                yield (int) whole(node, Integer.MIN_VALUE, Integer.MAX_VALUE);
            }
            case LONG -> {
                require(node.isNumber());
                yield whole(node, Long.MIN_VALUE, Long.MAX_VALUE);
            }
            case FLOAT -> {
                if (NO_NUMBERS.contains(node.asText()) && node.isTextual()) {
                    yield Float.parseFloat(node.textValue());
                }
                require(node.isNumber());
                float value = Float.parseFloat(node.decimalValue().toString());
                require(!Float.isInfinite(value));
                yield value;
            }
            case DOUBLE -> {
                if (NO_NUMBERS.contains(node.asText()) && node.isTextual()) {
                    yield Double.parseDouble(node.textValue());
                }
                require(node.isNumber());
                double value = Double.parseDouble(node.decimalValue().toString());
                require(!Double.isInfinite(value));
                yield value;
            }
            case STRING -> {
                require(node.isTextual());
                yield node.textValue();
            }
            case BYTES -> ByteBuffer.wrap(base64(node));
            case FIXED -> {
                byte[] bytes = base64(node);
                require(bytes.length == schema.getFixedSize());
                yield new GenericData.Fixed(schema, bytes);
            }
            case ENUM -> {
                require(node.isTextual() && schema.hasEnumSymbol(node.textValue()));
                yield new GenericData.EnumSymbol(schema, node.textValue());
            }
            case ARRAY -> {
                require(node.isArray());
                List<Object> items = new ArrayList<>();
                for (JsonNode item : node) {
                    items.add(datum(schema.getElementType(), item));
                }
                yield items;
            }
            case MAP -> {
                require(node.isObject());
                Map<String, Object> entries = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> entry : node.properties()) {
                    entries.put(entry.getKey(), datum(schema.getValueType(), entry.getValue()));
                }
                yield entries;
            }
            case UNION -> unionDatum(schema, node);
            case RECORD -> recordDatum(schema, node);
        };
    }

    private static Object unionDatum(Schema schema, JsonNode node) throws Unfit {
        for (Schema branch : schema.getTypes()) {
            try {
                return datum(branch, node);
            } catch (Unfit e) {
                boolean duration = branch.getType() == Schema.Type.FIXED && branch.getLogicalType() != null;
                boolean container = duration
                                && node.isObject()
                                && branch.getLogicalType().getName().equals("duration")
                        || branch.getType() == Schema.Type.ARRAY && node.isArray()
                        || (branch.getType() == Schema.Type.MAP || branch.getType() == Schema.Type.RECORD)
                                && node.isObject();
                if (container) { // the first is taken outright
                    throw e;
                }
            }
        }
        throw new Unfit();
    }

    private static Object recordDatum(Schema schema, JsonNode node) throws Unfit {
        require(node.isObject());
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = node.get(field.name());
            for (String alias : field.aliases()) {
                if (schema.getField(alias) == null && node.has(alias)) {
                    require(value == null);
                    value = node.get(alias);
                }
            }
            require(value != null || field.hasDefaultValue());
            record.put(
                    field.pos(),
                    value == null ? new GenericData().getDefaultValue(field) : datum(field.schema(), value));
        }
        return record;
    }

    private static long whole(JsonNode node, long lowest, long highest) throws Unfit {
        try {
            long value = node.decimalValue().longValueExact();
            require(value >= lowest && value <= highest);
            return value;
        } catch (ArithmeticException e) {
            throw new Unfit();
        }
    }

    private static byte[] base64(JsonNode node) throws Unfit {
        require(node.isTextual());
        try {
            return Base64.getDecoder().decode(node.textValue());
        } catch (IllegalArgumentException e) {
            throw new Unfit();
        }
    }

    private static void require(boolean fits) throws Unfit {
        if (!fits) {
            throw new Unfit();
        }
    }

    private static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit() {
            super(null, null, false, false);
        }
    }
}
