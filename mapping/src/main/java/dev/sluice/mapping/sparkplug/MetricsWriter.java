package dev.sluice.mapping.sparkplug;

import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.sparkplug.WireValue.Field;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the metrics of a payload or a template twice: as the array {@code metrics} with all that they say, and as the object
 * {@code values}, names to values alone.
 *
 * <p>Of several metrics of one name {@code values} has the last, but none that is historical if there is another.
 */
final class MetricsWriter {

    /** Of the metrics, in a payload as well as in a template. */
    private static final int METRICS = 2;

    /** Where in the document the value stands that {@code values} repeats. */
    private record Written(int start, int end, boolean historical) {

        private Written orLater(Written later) {
            return later.historical && !historical ? this : later;
        }
    }

    private final Decoding decoding;
    private final JsonBuffer out;
    /** The bdSeq of the payload itself; null if there is none. */
    private Long bdSeq;

    MetricsWriter(Decoding decoding) {
        this.decoding = decoding;
        this.out = decoding.out();
    }

    Long bdSeq() {
        return bdSeq;
    }

    /**
     * Writes the two members.
     *
     * @param outer path of the metric whose value the template is; empty for the payload
     * @param timestamp of those metrics that have none of their own; null if there is none
     * @return where {@code values} begins; it ends where the document does
     */
    int write(Span container, String outer, Long timestamp) throws Unreadable {
        Map<String, Written> values = new LinkedHashMap<>();
        out.name("metrics").beginArray();
        int index = 0;
        var fields = container.fields();
        while (fields.next()) {
            if (fields.number() == METRICS) {
                try {
                    metric(fields.span(), outer, timestamp, values);
                } catch (Unreadable unreadable) {
                    throw unreadable.inside(index);
                }
                index++;
            }
        }
        out.endArray().name("values");
        int start = out.size();
        out.beginObject();
        values.forEach((name, at) -> out.name(name).json(out.array(), at.start, at.end - at.start));
        out.endObject();
        return start;
    }

    private void metric(Span span, String outer, Long inherited, Map<String, Written> values) throws Unreadable {
        if (out.overflowed()) {
            throw Unreadable.tooLarge();
        }
        var metric = new MetricFields(span);
        var shape = decoding.shape(metric, outer);
        var datatype = decoding.datatype(metric, shape);
        var timestamp = metric.timestamp == null ? inherited : metric.timestamp;
        out.beginObject().name("name").string(shape.name());
        MetadataValue.number(out, "alias", metric.alias);
        MetadataValue.number(out, "timestamp", timestamp);
        if (datatype != null) {
            out.name("datatype").string(datatype.written());
        }
        if (metric.historical) {
            out.name("historical").bool(true);
        }
        if (metric.transitory) {
            out.name("transient").bool(true);
        }
        out.name("value");
        var written = value(metric, shape, datatype, timestamp);
        if (metric.metadata != null) {
            out.name("metadata");
            MetadataValue.write(out, metric.metadata);
        }
        if (metric.properties != null) {
            out.name("properties");
            new PropertyValues(out, decoding.depth()).write(metric.properties);
        }
        out.endObject();
        values.merge(shape.name(), written, Written::orLater);
        if (outer.isEmpty()
                && shape.name().equals(Decoding.BDSEQ)
                && metric.value != null
                && metric.value.isInteger()) {
            bdSeq = metric.value.bits();
        }
    }

    private Written value(MetricFields metric, MetricShape shape, Datatype datatype, Long timestamp) throws Unreadable {
        int start = out.size();
        var value = metric.value;
        if (value == null) {
            out.nullValue();
        } else if (datatype == Datatype.TEMPLATE) {
            return template(value, shape.path(), timestamp, metric.historical);
        } else if (datatype == Datatype.DATA_SET && value.field() == Field.DATA_SET) {
            DataSetValue.write(out, value.span());
        } else if (datatype.isArray() && value.field() == Field.BYTES) {
            ArrayValues.write(out, datatype, value.span());
        } else if (!ScalarValues.write(out, datatype, value)) {
            throw ScalarValues.mismatch();
        }
        return new Written(start, out.size(), metric.historical);
    }

    private Written template(WireValue value, String path, Long timestamp, boolean historical) throws Unreadable {
        if (value.field() != Field.TEMPLATE) {
            throw ScalarValues.mismatch();
        }
        decoding.depth().enter();
        out.beginObject();
        TemplateHead.write(out, value.span());
        int start = new MetricsWriter(decoding).write(value.span(), path, timestamp);
        int end = out.size();
        out.endObject();
        decoding.depth().leave();
        return new Written(start, end, historical);
    }
}
