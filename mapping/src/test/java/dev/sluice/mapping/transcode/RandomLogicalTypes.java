package dev.sluice.mapping.transcode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** The logical types of {@link RandomCase}: a schema, and a value for it in one of the forms that fit. */
final class RandomLogicalTypes {

    private RandomLogicalTypes() {}

    static Schema schema(Random random, String name) {
        return switch (random.nextInt(14)) {
            case 0 -> on(Schema.Type.INT, LogicalTypes.date());
            case 1 -> on(Schema.Type.INT, LogicalTypes.timeMillis());
            case 2 -> on(Schema.Type.LONG, LogicalTypes.timeMicros());
            case 3 -> on(Schema.Type.LONG, LogicalTypes.timestampMillis());
            case 4 -> on(Schema.Type.LONG, LogicalTypes.timestampMicros());
            case 5 -> on(Schema.Type.LONG, LogicalTypes.timestampNanos());
            case 6 -> on(Schema.Type.LONG, LogicalTypes.localTimestampMillis());
            case 7 -> on(Schema.Type.LONG, LogicalTypes.localTimestampMicros());
            case 8 -> on(Schema.Type.LONG, LogicalTypes.localTimestampNanos());
            case 9 -> on(Schema.Type.STRING, LogicalTypes.uuid());
            case 10 -> LogicalTypes.uuid().addToSchema(SchemaBuilder.fixed(name).size(16));
            case 11 ->
                LogicalTypes.duration().addToSchema(SchemaBuilder.fixed(name).size(12));
            case 12 -> {
                int precision = 1 + random.nextInt(45);
                yield on(Schema.Type.BYTES, LogicalTypes.decimal(precision, random.nextInt(precision + 1)));
            }
            default -> {
                int size = 1 + random.nextInt(20);
                int precision = 1 + random.nextInt((int) Math.floor(Math.log10(2) * (8 * size - 1)));
                yield LogicalTypes.decimal(precision, random.nextInt(precision + 1))
                        .addToSchema(SchemaBuilder.fixed(name).size(size));
            }
        };
    }

    private static Schema on(Schema.Type type, LogicalType logical) {
        return logical.addToSchema(Schema.create(type));
    }

    static String value(Random random, Schema schema) {
        boolean text = random.nextBoolean();
        return switch (schema.getLogicalType().getName()) {
            case "date" -> text ? "\"" + date(random) + "\"" : String.valueOf(random.nextInt());
            case "time-millis" -> text ? "\"" + time(random) + "\"" : String.valueOf(random.nextInt(86_400_000));
            case "time-micros" ->
                text ? "\"" + time(random) + "\"" : String.valueOf(random.nextInt(86_400) * 1_000_000L);
            case "uuid" -> uuid(random, schema);
            case "duration" -> text ? duration(random) : object(random);
            case "decimal" -> decimal(random, (LogicalTypes.Decimal) schema.getLogicalType(), text);
            case "local-timestamp-millis", "local-timestamp-micros", "local-timestamp-nanos" ->
                text ? "\"" + date(random) + "T" + time(random) + "\"" : String.valueOf(random.nextLong());
            default -> text ? "\"" + date(random) + " " + time(random) + "+02:00\"" : String.valueOf(random.nextLong());
        };
    }

    private static String date(Random random) {
        int year = random.nextInt(4) == 0 ? random.nextInt(10_000) : 1700 + random.nextInt(500);
        return String.format(Locale.ROOT, "%04d-%02d-%02d", year, 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    private static String time(Random random) {
        String fraction = random.nextBoolean()
                ? ""
                : "." + random.nextInt(10) + Math.abs(random.nextLong() >> random.nextInt(60));
        return String.format(Locale.ROOT, "%02d:%02d:%02d", random.nextInt(24), random.nextInt(60), random.nextInt(60))
                + fraction;
    }

    private static String uuid(Random random, Schema schema) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        boolean base64 = schema.getType() == Schema.Type.FIXED && random.nextInt(3) == 0;
        return "\"" + (base64 ? Base64.getEncoder().encodeToString(bytes) : UUID.nameUUIDFromBytes(bytes)) + "\"";
    }

    private static String duration(Random random) {
        return switch (random.nextInt(4)) {
            case 0 ->
                "\"P%dM%dDT%d.%03dS\""
                        .formatted(
                                random.nextInt(1000), random.nextInt(1000), random.nextInt(1000), random.nextInt(1000));
            case 1 -> "\"P%dY%dW\"".formatted(random.nextInt(1000), random.nextInt(700_000_000));
            case 2 -> "\"PT%dH%dM\"".formatted(random.nextInt(1300), random.nextInt(100));
            default -> "\"P%dD\"".formatted(random.nextInt() & 0xFFFF_FFFFL);
        };
    }

    private static String object(Random random) {
        return "{\"millis\":%d,\"days\":%d, \"skipped\": [], \"months\":%d}"
                .formatted(random.nextInt() & 0xFFFF_FFFFL, random.nextInt(1000), random.nextInt(1000));
    }

    /** With as many digits as fit, or fewer; sometimes with an exponent or zeros at the end. */
    private static String decimal(Random random, LogicalTypes.Decimal type, boolean text) {
        BigInteger unscaled = new BigInteger(random.nextInt(170), random)
                .mod(BigInteger.TEN.pow(1 + random.nextInt(type.getPrecision())));
        BigDecimal value = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.getScale());
        String written = switch (random.nextInt(3)) {
            case 0 -> value.toPlainString();
            case 1 -> value.toPlainString() + (type.getScale() == 0 ? "e0" : "000");
            default -> unscaled + "e-" + type.getScale();
        };
        return text ? "\"" + written + "\"" : written;
    }
}
