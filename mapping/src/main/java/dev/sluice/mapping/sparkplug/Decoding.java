package dev.sluice.mapping.sparkplug;

import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.message.RejectReason;

/**
 * One message on its way into the document.
 *
 * @param known what the last birth said
 * @param birth what this message says, when it is a birth; else null
 */
record Decoding(JsonBuffer out, Certificate known, Certificate birth, Depth depth) {

    static final String BDSEQ = "bdSeq";

    /** Which metric this is: by its name if it has one, else by its alias. */
    MetricShape shape(MetricFields metric, String outer) throws Unreadable {
        if (metric.name == null) {
            return aliased(metric.alias);
        }
        var path = MetricShape.path(outer, metric.name);
        var datatype = metric.datatype;
        if (birth == null && datatype == null) {
            var born = known.named(path);
            if (born == null && metric.alias != null) {
                born = known.aliased(metric.alias);
                born = born != null && born.name().equals(metric.name) ? born : null;
            }
            datatype = born == null ? null : born.datatype();
        }
        if (datatype == null && metric.name.equals(BDSEQ) && metric.value != null && metric.value.isInteger()) {
            datatype = Datatype.INT64;
        }
        var shape = new MetricShape(metric.name, path, datatype);
        if (birth != null) {
            birth.add(shape, metric.alias);
        }
        return shape;
    }

    private MetricShape aliased(Long alias) throws Unreadable {
        if (alias == null || birth != null) {
            throw new Unreadable(alias == null ? "a metric without name and alias" : "a metric of a birth has no name");
        }
        var shape = known.aliased(alias);
        if (shape == null) {
            throw new Unreadable(
                    RejectReason.SPARKPLUG_BIRTH_MISSING,
                    "alias " + Long.toUnsignedString(alias) + " is in no birth that Sluice has seen since it started");
        }
        if (shape == MetricShape.AMBIGUOUS) {
            throw new Unreadable("alias " + Long.toUnsignedString(alias) + " stands for several metrics in the birth");
        }
        return shape;
    }

    /** What the value is: as the metric says, else its birth, else the field that it stands in. */
    Datatype datatype(MetricFields metric, MetricShape shape) throws Unreadable {
        if (metric.datatype != null || shape.datatype() != null) {
            return metric.datatype != null ? metric.datatype : shape.datatype();
        }
        if (metric.value == null || metric.value.evident() != null) {
            return metric.value == null ? null : metric.value.evident();
        }
        if (birth != null) {
            throw new Unreadable("a metric of a birth has no datatype");
        }
        throw new Unreadable(
                RejectReason.SPARKPLUG_BIRTH_MISSING,
                "the metric has no datatype, and is in no birth that Sluice has seen since it started");
    }
}
