package dev.sluice.mapping.sparkplug;

/** What a value is (Sparkplug 3.0.0 §6.4.16, in the order of its numbers, which begin with 1). */
enum Datatype {
    INT8("Int8"),
    INT16("Int16"),
    INT32("Int32"),
    INT64("Int64"),
    UINT8("UInt8"),
    UINT16("UInt16"),
    UINT32("UInt32"),
    UINT64("UInt64"),
    FLOAT("Float"),
    DOUBLE("Double"),
    BOOLEAN("Boolean"),
    STRING("String"),
    DATE_TIME("DateTime"),
    TEXT("Text"),
    UUID("UUID"),
    DATA_SET("DataSet"),
    BYTES("Bytes"),
    FILE("File"),
    TEMPLATE("Template"),
    PROPERTY_SET("PropertySet"),
    PROPERTY_SET_LIST("PropertySetList"),
    INT8_ARRAY("Int8Array"),
    INT16_ARRAY("Int16Array"),
    INT32_ARRAY("Int32Array"),
    INT64_ARRAY("Int64Array"),
    UINT8_ARRAY("UInt8Array"),
    UINT16_ARRAY("UInt16Array"),
    UINT32_ARRAY("UInt32Array"),
    UINT64_ARRAY("UInt64Array"),
    FLOAT_ARRAY("FloatArray"),
    DOUBLE_ARRAY("DoubleArray"),
    BOOLEAN_ARRAY("BooleanArray"),
    STRING_ARRAY("StringArray"),
    DATE_TIME_ARRAY("DateTimeArray");

    private static final Datatype[] BY_NUMBER = values();

    private final String written;

    Datatype(String written) {
        this.written = written;
    }

    /** The datatype of this number; null for 0, by which a writer says nothing. */
    static Datatype of(long number) throws Unreadable {
        if (number > BY_NUMBER.length) {
            throw new Unreadable("datatype " + number + " is none of Sparkplug 3.0");
        }
        return number == 0 ? null : BY_NUMBER[(int) number - 1];
    }

    int number() {
        return ordinal() + 1;
    }

    /** As the specification writes it. */
    String written() {
        return written;
    }

    boolean isArray() {
        return compareTo(INT8_ARRAY) >= 0;
    }
}
