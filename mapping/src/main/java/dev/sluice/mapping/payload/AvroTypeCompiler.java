package dev.sluice.mapping.payload;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Turns a schema into what reads its values, once for each named record, so that a record may contain itself. */
final class AvroTypeCompiler {

    private final Map<String, AvroContainers.OfRecord> records = new HashMap<>();

    AvroType compile(Schema schema) {
        AvroType logical = logical(schema, schema.getLogicalType());
        if (logical != null) {
            return logical;
        }
        return switch (schema.getType()) {
            case NULL -> AvroScalars.NULL;
            case BOOLEAN -> AvroScalars.BOOLEAN;
            case INT -> AvroScalars.INT;
            case LONG -> AvroScalars.LONG;
            case FLOAT -> AvroScalars.FLOAT;
            case DOUBLE -> AvroScalars.DOUBLE;
            case STRING -> AvroScalars.STRING;
            case BYTES -> AvroScalars.BYTES;
            case FIXED -> new AvroScalars.OfFixed(schema.getFixedSize());
            case ENUM -> AvroScalars.OfEnum.of(schema.getEnumSymbols());
            case ARRAY -> new AvroContainers.OfArray(compile(schema.getElementType()));
            case MAP -> new AvroContainers.OfMap(compile(schema.getValueType()));
            case UNION ->
                new AvroContainers.OfUnion(
                        schema.getTypes().stream().map(this::compile).toArray(AvroType[]::new));
            case RECORD -> record(schema);
        };
    }

    private AvroType record(Schema schema) {
        var known = records.get(schema.getFullName());
        if (known != null) {
            return known;
        }
        var record = new AvroContainers.OfRecord();
        records.put(schema.getFullName(), record);
        record.complete(
                schema.getFields().stream()
                        .map(field -> field.name().getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new),
                schema.getFields().stream()
                        .map(field -> compile(field.schema()))
                        .toArray(AvroType[]::new));
        return record;
    }

    /** Null where the type below says it all, as for times, which stay numbers. */
    private static AvroType logical(Schema schema, LogicalType logical) {
        boolean fixed = schema.getType() == Schema.Type.FIXED;
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return AvroLogicals.OfDecimal.of(
                    decimal.getPrecision(), decimal.getScale(), fixed ? schema.getFixedSize() : -1);
        }
        if (fixed && logical instanceof LogicalTypes.Uuid) {
            return AvroLogicals.OfUuid.FIXED;
        }
        return logical instanceof LogicalTypes.Duration ? AvroLogicals.OfDuration.FIXED : null;
    }
}
