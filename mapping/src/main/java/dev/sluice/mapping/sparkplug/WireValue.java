package dev.sluice.mapping.sparkplug;

/**
 * A value as it stands in the payload, before anybody has said what it means.
 *
 * @param field in which of the fields for values it was
 * @param bits the integer, the boolean (0 or 1), or the bits of the float or double
 * @param span bytes, text or message; null for numbers
 */
record WireValue(Field field, long bits, Span span) {

    /** The fields for values, in the order in which every message that has some has them. */
    enum Field {
        INT(null),
        LONG(null),
        FLOAT(Datatype.FLOAT),
        DOUBLE(Datatype.DOUBLE),
        BOOLEAN(Datatype.BOOLEAN),
        STRING(Datatype.STRING),
        BYTES(null),
        DATA_SET(Datatype.DATA_SET),
        TEMPLATE(Datatype.TEMPLATE),
        PROPERTY_SET(Datatype.PROPERTY_SET),
        PROPERTY_SET_LIST(Datatype.PROPERTY_SET_LIST);

        private final Datatype evident;

        Field(Datatype evident) {
            this.evident = evident;
        }
    }

    /** Reads the value that {@code fields} stands at. */
    static WireValue read(Fields fields, Field field) throws Unreadable {
        return switch (field) {
            case INT -> new WireValue(field, fields.uint32(), null);
            case LONG -> new WireValue(field, fields.uint64(), null);
            case FLOAT -> new WireValue(field, Float.floatToRawIntBits(fields.float32()), null);
            case DOUBLE -> new WireValue(field, Double.doubleToRawLongBits(fields.float64()), null);
            case BOOLEAN -> new WireValue(field, fields.bool() ? 1 : 0, null);
            default -> new WireValue(field, 0, fields.span());
        };
    }

    /** The field of this number among those that begin with {@code first}; null beyond the six that all messages have. */
    static Field scalar(int number, int first) {
        int index = number - first;
        return index >= 0 && index <= Field.STRING.ordinal() ? FIELDS[index] : null;
    }

    private static final Field[] FIELDS = Field.values();

    boolean isInteger() {
        return field == Field.INT || field == Field.LONG;
    }

    /** What the value is when nothing else says so; null where the field alone does not tell. */
    Datatype evident() {
        return field.evident;
    }
}
