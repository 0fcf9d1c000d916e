package dev.sluice.simulator.sparkplug;

/** Protocol Buffers' wire format, as far as Sparkplug's payloads need it. */
final class Wire {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;

    // Payload
    static final int TIMESTAMP = tag(1, VARINT);
    static final int METRIC = tag(2, BYTES);
    static final int SEQ = tag(3, VARINT);

    // Payload.Metric
    static final int METRIC_NAME = tag(1, BYTES);
    static final int METRIC_ALIAS = tag(2, VARINT);
    static final int METRIC_TIMESTAMP = tag(3, VARINT);
    static final int METRIC_DATATYPE = tag(4, VARINT);

    private Wire() {}

    static int tag(int field, int wire) {
        return field << 3 | wire;
    }
}
