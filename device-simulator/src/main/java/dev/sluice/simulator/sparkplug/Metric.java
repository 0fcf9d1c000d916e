package dev.sluice.simulator.sparkplug;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.simulator.telemetry.ByteSink;

/** A metric of an edge node or of its devices: what it is called, and how its value is written. */
record Metric(String name, MetricType type, ValueWriter value) {

    /** Writes a value behind its tag. */
    @FunctionalInterface
    interface ValueWriter {
        void write(ByteSink out, int device, int seq, long epochMillis);
    }

    /** In births: with its name and datatype. */
    void writeBirth(ByteSink out, long alias, int device, int seq, long epochMillis) {
        write(out, true, alias, device, seq, epochMillis);
    }

    /** In data: by its alias. */
    void writeReport(ByteSink out, long alias, int device, int seq, long epochMillis) {
        write(out, false, alias, device, seq, epochMillis);
    }

    private void write(ByteSink out, boolean birth, long alias, int device, int seq, long epochMillis) {
        out.putVarint(Wire.METRIC);
        int block = out.openBlock();
        if (birth) {
            named(out, name);
        }
        out.putVarint(Wire.METRIC_ALIAS);
        out.putVarint(alias);
        out.putVarint(Wire.METRIC_TIMESTAMP);
        out.putVarint(epochMillis);
        if (birth) {
            out.putVarint(Wire.METRIC_DATATYPE);
            out.putVarint(type.number());
        }
        out.putVarint(type.tag());
        value.write(out, device, seq, epochMillis);
        out.closeBlock(block);
    }

    /** A metric without alias and with a fixed value, of type {@code Int64} or {@code Boolean}. */
    static void writeFixed(ByteSink out, String name, MetricType type, long value, long epochMillis) {
        out.putVarint(Wire.METRIC);
        int block = out.openBlock();
        named(out, name);
        out.putVarint(Wire.METRIC_TIMESTAMP);
        out.putVarint(epochMillis);
        out.putVarint(Wire.METRIC_DATATYPE);
        out.putVarint(type.number());
        out.putVarint(type.tag());
        out.putVarint(value);
        out.closeBlock(block);
    }

    private static void named(ByteSink out, String name) {
        byte[] bytes = name.getBytes(UTF_8);
        out.putVarint(Wire.METRIC_NAME);
        out.putVarint(bytes.length);
        out.put(bytes);
    }
}
