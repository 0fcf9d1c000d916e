package dev.sluice.mapping.transcode;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The coders of Avro's logical types (Avro 1.12 "Logical Types"). */
final class LogicalCoders {

    private static final int MILLIS = 1000;
    private static final int MICROS = 1_000_000;
    private static final int NANOS = 1_000_000_000;

    private LogicalCoders() {}

    /**
     * The coder, or null for a logical type that is not Avro's own: it counts for nothing.
     *
     * @throws PlanInvalid for what is Avro's own and not written here
     */
    static Coder of(Schema schema, LogicalType logical, String place) throws PlanInvalid {
        return switch (logical.getName()) {
            case "date" -> new TimeCoders.OfDate();
            case "time-millis" -> new TimeCoders.OfTimeOfDay(MILLIS);
            case "time-micros" -> new TimeCoders.OfTimeOfDay(MICROS);
            case "timestamp-millis" -> new TimeCoders.OfTimestamp(MILLIS, false);
            case "timestamp-micros" -> new TimeCoders.OfTimestamp(MICROS, false);
            case "timestamp-nanos" -> new TimeCoders.OfTimestamp(NANOS, false);
            case "local-timestamp-millis" -> new TimeCoders.OfTimestamp(MILLIS, true);
            case "local-timestamp-micros" -> new TimeCoders.OfTimestamp(MICROS, true);
            case "local-timestamp-nanos" -> new TimeCoders.OfTimestamp(NANOS, true);
            case "uuid" -> schema.getType() == Schema.Type.FIXED ? new UuidCoders.OfFixed() : new UuidCoders.OfString();
            case "duration" -> new DurationCoder();
            case "decimal" -> decimal(schema, (LogicalTypes.Decimal) logical, place);
            case "big-decimal" ->
                throw new PlanInvalid(
                        "field '" + place
                                + "': logical type big-decimal is not written by Sluice; use decimal with a precision and a scale");
            default -> null;
        };
    }

    private static Coder decimal(Schema schema, LogicalTypes.Decimal decimal, String place) throws PlanInvalid {
        if (decimal.getPrecision() > DecimalCoder.MOST_DIGITS) {
            throw new PlanInvalid("field '" + place + "': a decimal may have " + DecimalCoder.MOST_DIGITS
                    + " digits here, not " + decimal.getPrecision());
        }
        int size = schema.getType() == Schema.Type.FIXED ? schema.getFixedSize() : -1;
        return new DecimalCoder(decimal.getPrecision(), decimal.getScale(), size);
    }
}
