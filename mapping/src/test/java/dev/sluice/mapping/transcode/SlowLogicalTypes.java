package dev.sluice.mapping.transcode;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** The logical types of {@link SlowReference}: regular expressions, java.time and BigDecimal. */
final class SlowLogicalTypes {

    private static final String DATE = "(\\d{4}-\\d\\d-\\d\\d)";
    private static final String TIME = "(\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d+))?";
    private static final Pattern LOCAL = Pattern.compile(DATE + "[Tt ]" + TIME);
    private static final Pattern INSTANT = Pattern.compile(DATE + "[Tt ]" + TIME + "(?:[Zz]|([+-])(\\d\\d):(\\d\\d))");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final Pattern UUIDS = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern DURATION = Pattern.compile("P(?=.)(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+)W)?(?:(\\d+)D)?"
            + "(?:T(?=.)(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+)(?:\\.(\\d+))?S)?)?");
    private static final BigInteger UNSIGNED = BigInteger.ONE.shiftLeft(32);

    private SlowLogicalTypes() {}

    /** The datum as Avro's generic model has it, or nothing if the value does not fit. */
    static Optional<Object> datum(Schema schema, JsonNode node) {
        try {
            return Optional.of(
                    switch (schema.getLogicalType().getName()) {
                        case "date" -> {
                            yield node.isTextual()
                                    ? Math.toIntExact(date(
                                            matched(Pattern.compile(DATE), node).group(1)))
                                    : whole(node).intValueExact();
                        }
                        case "time-millis" -> Math.toIntExact(timeOfDay(node, 3));
                        case "time-micros" -> timeOfDay(node, 6);
                        case "timestamp-millis" -> instant(node, 3);
                        case "timestamp-micros" -> instant(node, 6);
                        case "timestamp-nanos" -> instant(node, 9);
                        case "local-timestamp-millis" -> local(node, 3);
                        case "local-timestamp-micros" -> local(node, 6);
                        case "local-timestamp-nanos" -> local(node, 9);
                        case "decimal" -> decimal(schema, (LogicalTypes.Decimal) schema.getLogicalType(), node);
                        case "uuid" -> uuid(schema, node);
                        case "duration" -> duration(schema, node);
                        default -> throw new AssertionError(schema);
                    });
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException misfit) {
            return Optional.empty();
        }
    }

    private static Matcher matched(Pattern pattern, JsonNode node) {
        require(node.isTextual());
        Matcher matcher = pattern.matcher(node.textValue());
        require(matcher.matches());
        return matcher;
    }

    private static BigInteger whole(JsonNode node) {
        require(node.isNumber()
                && node.decimalValue().precision() - node.decimalValue().scale() < 30);
        return node.decimalValue().toBigIntegerExact();
    }

    private static long date(String text) {
        return LocalDate.parse(text).toEpochDay();
    }

    private static BigInteger time(String text, String fraction, int digits) {
        String cut = ((fraction == null ? "" : fraction) + "000000000").substring(0, digits);
        return BigInteger.valueOf(LocalTime.parse(text).toSecondOfDay())
                .multiply(BigInteger.TEN.pow(digits))
                .add(new BigInteger(cut));
    }

    private static long timeOfDay(JsonNode node, int digits) {
        if (node.isTextual()) {
            Matcher text = matched(Pattern.compile(TIME), node);
            return time(text.group(1), text.group(2), digits).longValueExact();
        }
        long value = whole(node).longValueExact();
        require(value >= 0 && value < 86_400 * Math.pow(10, digits));
        return value;
    }

    private static long instant(JsonNode node, int digits) {
        if (!node.isTextual()) {
            return whole(node).longValueExact();
        }
        Matcher text = matched(INSTANT, node);
        int ahead = 0;
        if (text.group(4) != null) {
            int hours = Integer.parseInt(text.group(5));
            int minutes = Integer.parseInt(text.group(6));
            require(hours < 24 && minutes < 60);
            ahead = (text.group(4).equals("-") ? -60 : 60) * (hours * 60 + minutes);
        }
        return dateAndTime(text, digits, ahead);
    }

    private static long local(JsonNode node, int digits) {
        return node.isTextual()
                ? dateAndTime(matched(LOCAL, node), digits, 0)
                : whole(node).longValueExact();
    }

    private static long dateAndTime(Matcher text, int digits, int ahead) {
        BigInteger seconds = BigInteger.valueOf(date(text.group(1)) * 86_400 - ahead);
        return seconds.multiply(BigInteger.TEN.pow(digits))
                .add(time(text.group(2), text.group(3), digits))
                .longValueExact();
    }

    private static Object decimal(Schema schema, LogicalTypes.Decimal type, JsonNode node) {
        BigDecimal value = node.isTextual()
                ? new BigDecimal(matched(NUMBER, node).group())
                : node.isNumber() ? node.decimalValue() : null;
        require(value != null);
        if (value.signum() == 0) {
            value = BigDecimal.ZERO;
        }
        require((long) value.precision() - value.scale() < 2000);
        value = value.stripTrailingZeros().setScale(type.getScale(), RoundingMode.UNNECESSARY);
        require(value.precision() <= type.getPrecision());
        byte[] bytes = value.unscaledValue().toByteArray();
        if (schema.getType() == Schema.Type.BYTES) {
            return ByteBuffer.wrap(bytes);
        }
        byte[] wide = new byte[schema.getFixedSize()];
        Arrays.fill(wide, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(bytes, 0, wide, wide.length - bytes.length, bytes.length);
        return new GenericData.Fixed(schema, wide);
    }

    private static Object uuid(Schema schema, JsonNode node) {
        if (schema.getType() == Schema.Type.STRING) {
            return matched(UUIDS, node).group();
        }
        require(node.isTextual());
        if (!UUIDS.matcher(node.textValue()).matches()) {
            byte[] bytes = Base64.getDecoder().decode(node.textValue());
            require(bytes.length == 16);
            return new GenericData.Fixed(schema, bytes);
        }
        UUID uuid = UUID.fromString(node.textValue());
        return new GenericData.Fixed(
                schema,
                ByteBuffer.allocate(16)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array());
    }

    private static Object duration(Schema schema, JsonNode node) {
        ByteBuffer parts = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        if (node.isObject()) {
            for (String name : new String[] {"months", "days", "millis"}) {
                require(node.has(name));
                unsigned(parts, whole(node.get(name)));
            }
        } else {
            Matcher text = matched(DURATION, node);
            BigInteger months = part(text, 1, 12).add(part(text, 2, 1));
            BigInteger days = part(text, 3, 7).add(part(text, 4, 1));
            BigInteger seconds = part(text, 5, 3600).add(part(text, 6, 60)).add(part(text, 7, 1));
            String fraction = text.group(8) == null ? "" : text.group(8);
            unsigned(parts, months);
            unsigned(parts, days);
            unsigned(
                    parts,
                    seconds.multiply(BigInteger.valueOf(1000)).add(new BigInteger((fraction + "000").substring(0, 3))));
        }
        return new GenericData.Fixed(schema, parts.array());
    }

    private static BigInteger part(Matcher text, int group, int worth) {
        return text.group(group) == null
                ? BigInteger.ZERO
                : new BigInteger(text.group(group)).multiply(BigInteger.valueOf(worth));
    }

    private static void unsigned(ByteBuffer parts, BigInteger value) {
        require(value.signum() >= 0 && value.compareTo(UNSIGNED) < 0);
        parts.putInt(value.intValue());
    }

    private static void require(boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException();
        }
    }
}
