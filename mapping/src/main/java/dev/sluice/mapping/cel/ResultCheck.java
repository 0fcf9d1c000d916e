package dev.sluice.mapping.cel;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import java.util.EnumSet;
import java.util.Set;
import org.apache.avro.Schema;

/** Compares what an expression gives with what is wanted, as far as both are known before a message comes. */
final class ResultCheck {

    private static final Set<CelKind> NUMBERS = EnumSet.of(CelKind.INT, CelKind.UINT, CelKind.DOUBLE);
    private static final Set<CelKind> TEXTS = EnumSet.of(
            CelKind.STRING,
            CelKind.INT,
            CelKind.UINT,
            CelKind.DOUBLE,
            CelKind.BOOL,
            CelKind.TIMESTAMP,
            CelKind.DURATION);
    private static final Set<CelKind> TIMES = EnumSet.of(CelKind.INT, CelKind.STRING, CelKind.TIMESTAMP);

    private ResultCheck() {}

    static void check(CelType given, Wanted wanted) throws CelInvalid {
        var kind = given.kind();
        if (isOpen(kind)) {
            return;
        }
        var name = CelWords.types(CelTypes.format(given));
        if (wanted instanceof Wanted.Field field) {
            if (!fits(kind, field.schema())) {
                throw new CelInvalid("field '" + field.name() + "' is " + named(field.schema())
                        + ", the expression gives " + name + cast(kind, field.schema()));
            }
        } else if (wanted == Wanted.CONDITION && kind != CelKind.BOOL) {
            throw new CelInvalid("a condition is true or false, this expression gives " + name);
        } else if (wanted == Wanted.TEXT && !TEXTS.contains(kind)) {
            throw new CelInvalid("text is wanted here, the expression gives " + name);
        } else if (wanted == Wanted.TIMESTAMP && !TIMES.contains(kind)) {
            throw new CelInvalid("a point in time is wanted here (milliseconds since 1970 as int, RFC 3339 text, or"
                    + " timestamp), the expression gives " + name);
        }
    }

    /** Known only when a message comes. */
    private static boolean isOpen(CelKind kind) {
        return kind == CelKind.DYN || kind == CelKind.ANY || kind == CelKind.TYPE_PARAM || kind == CelKind.ERROR;
    }

    private static boolean fits(CelKind kind, Schema schema) {
        boolean isText = kind == CelKind.STRING || kind == CelKind.DURATION || kind == CelKind.TIMESTAMP;
        if (schema.getLogicalType() != null) { // each has a text form, a number form or both
            return isText || kind == CelKind.BYTES || NUMBERS.contains(kind);
        }
        return switch (schema.getType()) {
            case NULL -> kind == CelKind.NULL_TYPE;
            case BOOLEAN -> kind == CelKind.BOOL;
            case INT, LONG, FLOAT, DOUBLE -> NUMBERS.contains(kind);
            case STRING -> isText || kind == CelKind.BYTES;
            case BYTES, FIXED -> kind == CelKind.BYTES || kind == CelKind.STRING;
            case ENUM -> kind == CelKind.STRING;
            case ARRAY -> kind == CelKind.LIST;
            case MAP, RECORD -> kind == CelKind.MAP;
            case UNION -> schema.getTypes().stream().anyMatch(branch -> fits(kind, branch));
        };
    }

    private static String named(Schema schema) {
        if (schema.getLogicalType() != null) {
            return schema.getLogicalType().getName();
        }
        return schema.isUnion()
                ? "one of " + schema.getTypes().stream().map(ResultCheck::named).toList()
                : schema.getType().getName();
    }

    /** What turns the value into what the field is, where one call does. */
    private static String cast(CelKind kind, Schema schema) {
        if (schema.isUnion()) {
            var other = schema.getTypes().stream()
                    .filter(branch -> branch.getType() != Schema.Type.NULL)
                    .toList();
            return other.size() == 1 ? cast(kind, other.get(0)) : "";
        }
        boolean scalar = NUMBERS.contains(kind) || kind == CelKind.STRING || kind == CelKind.BOOL;
        if (!scalar || schema.getLogicalType() != null) {
            return "";
        }
        return switch (schema.getType()) {
            case INT, LONG -> kind == CelKind.BOOL ? "" : "; int(...) makes an int of it";
            case FLOAT, DOUBLE -> kind == CelKind.BOOL ? "" : "; double(...) makes a double of it";
            case STRING -> "; string(...) makes text of it";
            case BOOLEAN -> kind == CelKind.STRING ? "; bool(...) makes a bool of it" : "";
            default -> "";
        };
    }
}
