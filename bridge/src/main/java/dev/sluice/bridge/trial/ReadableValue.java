package dev.sluice.bridge.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DecoderFactory;

/**
 * An Avro value as JSON for people, read by Avro's own code. Unions are shown without their tags, decimals as numbers, timestamps as the numbers
 * that they are; bytes stay bytes, for the reader to choose how to show them.
 */
final class ReadableValue {

    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

    private ReadableValue() {}

    /** @param framing bytes in front of the Avro binary */
    static JsonNode of(Schema schema, int framing, byte[] value) {
        if (value == null) {
            return JSON.nullNode();
        }
        var decoder = DecoderFactory.get().binaryDecoder(value, framing, value.length - framing, null);
        try {
            Object record = new GenericDatumReader<>(schema).read(null, decoder);
            if (!decoder.isEnd()) {
                throw new IllegalStateException("bytes are left over behind the record");
            }
            return json(schema, record);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Avro cannot read the record that the rule made", unreadable);
        }
    }

    private static JsonNode json(Schema schema, Object value) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, (IndexedRecord) value);
            case UNION -> {
                int branch = GenericData.get().resolveUnion(schema, value);
                yield json(schema.getTypes().get(branch), value);
            }
            case ARRAY -> {
                var array = JSON.arrayNode();
                ((Collection<?>) value).forEach(item -> array.add(json(schema.getElementType(), item)));
                yield array;
            }
            case MAP -> {
                var object = JSON.objectNode();
                ((Map<?, ?>) value)
                        .forEach((key, item) -> object.set(key.toString(), json(schema.getValueType(), item)));
                yield object;
            }
            case BYTES -> bytes(schema, bytes((ByteBuffer) value));
            case FIXED -> bytes(schema, ((GenericFixed) value).bytes());
            case INT -> JSON.numberNode((int) value);
            case LONG -> JSON.numberNode((long) value);
            case FLOAT -> number(((Float) value).doubleValue(), value.toString());
            case DOUBLE -> number((double) value, value.toString());
            case BOOLEAN -> JSON.booleanNode((boolean) value);
            case NULL -> JSON.nullNode();
            case STRING, ENUM -> JSON.textNode(value.toString());
        };
    }

    private static JsonNode record(Schema schema, IndexedRecord record) {
        var object = JSON.objectNode();
        for (var field : schema.getFields()) {
            object.set(field.name(), json(field.schema(), record.get(field.pos())));
        }
        return object;
    }

    /** Floats are shown with their own digits, not with those of the double beside them. NaN and infinities are text. */
    private static JsonNode number(double value, String digits) {
        return Double.isFinite(value) ? JSON.numberNode(new BigDecimal(digits)) : JSON.textNode(digits);
    }

    private static JsonNode bytes(Schema schema, byte[] bytes) {
        return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                ? JSON.numberNode(new BigDecimal(new BigInteger(bytes), decimal.getScale()))
                : JSON.binaryNode(bytes);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
