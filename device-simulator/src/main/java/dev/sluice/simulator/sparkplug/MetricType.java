package dev.sluice.simulator.sparkplug;

/** The datatypes that values of ours have (Sparkplug 3.0.0 §6.4.16), and the field of {@code Payload.Metric} that holds them. */
enum MetricType {
    INT64(4, Wire.VARINT, 11),
    DOUBLE(10, Wire.FIXED64, 13),
    BOOLEAN(11, Wire.VARINT, 14),
    STRING(12, Wire.BYTES, 15),
    DATE_TIME(13, Wire.VARINT, 11);

    private final int number;
    private final int tag;

    MetricType(int number, int wire, int field) {
        this.number = number;
        this.tag = Wire.tag(field, wire);
    }

    int number() {
        return number;
    }

    /** The tag that a value of this type begins with. */
    int tag() {
        return tag;
    }
}
