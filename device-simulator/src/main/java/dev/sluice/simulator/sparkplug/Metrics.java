package dev.sluice.simulator.sparkplug;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.simulator.field.Value;
import dev.sluice.simulator.telemetry.ByteSink;
import dev.sluice.simulator.telemetry.DeviceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Values as metrics; parts of a group are metrics of their own, {@code position/lat}. */
final class Metrics implements Value.Cases<Void> {

    private static final int ISO_LENGTH = 24;

    private final DeviceName edge;
    private final List<Metric> metrics = new ArrayList<>();
    private String name = "";

    private Metrics(DeviceName edge) {
        this.edge = edge;
    }

    static Metric[] of(DeviceName edge, Map<String, Value> fields) {
        Metrics metrics = new Metrics(edge);
        metrics.addAll("", fields);
        return metrics.metrics.toArray(Metric[]::new);
    }

    private void addAll(String prefix, Map<String, Value> fields) {
        fields.forEach((key, value) -> {
            name = prefix + key;
            value.fold(this);
        });
    }

    private Void add(MetricType type, Metric.ValueWriter value) {
        metrics.add(new Metric(name, type, value));
        return null;
    }

    @Override
    public Void numeric(Value.Numeric value) {
        Value.Figure unscaled = value.unscaled();
        if (value.decimals() == 0) {
            return add(
                    value.epochMillis() ? MetricType.DATE_TIME : MetricType.INT64,
                    (out, device, seq, time) -> out.putVarint(unscaled.at(device, seq, time)));
        }
        double divisor = Math.pow(10, value.decimals());
        return add(MetricType.DOUBLE, (out, device, seq, time) -> {
            double number = unscaled.at(device, seq, time) / divisor;
            out.putLittleEndian(Double.doubleToLongBits(number), 8);
        });
    }

    @Override
    public Void choice(Value.Choice value) {
        byte[][] texts = value.texts().stream().map(Metrics::text).toArray(byte[][]::new);
        Value.Figure index = value.index();
        return add(MetricType.STRING, (out, device, seq, time) -> out.put(texts[(int) index.at(device, seq, time)]));
    }

    private static byte[] text(String text) {
        ByteSink sink = new ByteSink();
        int block = sink.openBlock();
        sink.put(text.getBytes(UTF_8));
        sink.closeBlock(block);
        return sink.toByteArray();
    }

    @Override
    public Void flag(Value.Flag value) {
        Value.Figure figure = value.figure();
        return add(MetricType.BOOLEAN, (out, device, seq, time) -> out.put((int) figure.at(device, seq, time)));
    }

    @Override
    public Void isoTime(Value.IsoTime value) {
        return add(MetricType.STRING, (out, device, seq, time) -> {
            out.put(ISO_LENGTH);
            out.putIsoTime(time);
        });
    }

    @Override
    public Void ofDevice(Value.OfDevice value) {
        byte[] text = text(value.text().apply(edge));
        return add(MetricType.STRING, (out, device, seq, time) -> out.put(text));
    }

    @Override
    public Void group(Value.Group value) {
        addAll(name + "/", value.parts());
        return null;
    }
}
