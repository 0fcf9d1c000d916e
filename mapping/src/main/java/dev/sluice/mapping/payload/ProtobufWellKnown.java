package dev.sluice.mapping.payload;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.math.BigDecimal;
import java.time.Instant;

/** The messages of Google's own package that Protobuf's JSON mapping writes in a form of their own. Any and FieldMask stay plain messages. */
final class ProtobufWellKnown {

    private static final String PACKAGE = "google.protobuf";
    private static final long YEAR_1 = -62_135_596_800L;
    private static final long YEAR_9999 = 253_402_300_799L;
    private static final long LONGEST_DURATION = 315_576_000_000L;
    private static final int NANOS = 1_000_000_000;

    private ProtobufWellKnown() {}

    /** False for a message that has no form of its own. */
    static boolean write(Message message, ProtobufJson json) throws Undecodable {
        Descriptor type = message.getDescriptorForType();
        if (!type.getFile().getPackage().equals(PACKAGE)) {
            return false;
        }
        switch (type.getName()) {
            case "Timestamp" -> json.out.string(timestamp(number(message, 1), number(message, 2)));
            case "Duration" -> json.out.string(duration(number(message, 1), number(message, 2)));
            case "DoubleValue",
                    "FloatValue",
                    "Int64Value",
                    "UInt64Value",
                    "Int32Value",
                    "UInt32Value",
                    "BoolValue",
                    "StringValue",
                    "BytesValue" -> json.value(field(message, 1), message.getField(field(message, 1)));
            case "Struct" -> json.map(message, field(message, 1));
            case "ListValue" -> json.array(message, field(message, 1));
            case "Value" -> {
                FieldDescriptor kind =
                        message.getOneofFieldDescriptor(type.getOneofs().get(0));
                if (kind == null) {
                    json.out.nullValue();
                } else {
                    json.value(kind, message.getField(kind));
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String timestamp(long seconds, long nanos) throws Undecodable {
        if (seconds < YEAR_1 || seconds > YEAR_9999 || nanos < 0 || nanos >= NANOS) {
            throw new Undecodable("a Timestamp is outside the years 1 to 9999, or its nanos are outside a second");
        }
        return Instant.ofEpochSecond(seconds, nanos).toString();
    }

    private static String duration(long seconds, long nanos) throws Undecodable {
        if (Math.abs(seconds) > LONGEST_DURATION
                || Math.abs(nanos) >= NANOS
                || Long.signum(seconds) * Long.signum(nanos) < 0) {
            throw new Undecodable("a Duration is longer than 10,000 years, or its nanos do not fit its seconds");
        }
        var exact = BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(nanos, 9));
        int digits = nanos == 0 ? 0 : nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
        return exact.setScale(digits).toPlainString() + "s";
    }

    private static long number(Message message, int field) {
        return ((Number) message.getField(field(message, field))).longValue();
    }

    private static FieldDescriptor field(Message message, int number) {
        return message.getDescriptorForType().findFieldByNumber(number);
    }
}
