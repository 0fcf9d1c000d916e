package dev.sluice.mapping.sparkplug;

import dev.sluice.mapping.sparkplug.WireValue.Field;

/** One metric as it stands in the payload ({@code Payload.Metric}); what was not there is null. */
final class MetricFields {

    private static final int FIRST_VALUE = 10;

    final String name;
    final Long alias;
    final Long timestamp;
    final Datatype datatype;
    final boolean historical;
    final boolean transitory;
    final Span metadata;
    final Span properties;
    /** Null where there is none, or where the metric says that it is null. */
    final WireValue value;

    MetricFields(Span metric) throws Unreadable {
        String name = null;
        Long alias = null;
        Long timestamp = null;
        long datatype = 0;
        boolean historical = false;
        boolean transitory = false;
        boolean isNull = false;
        Span metadata = null;
        Span properties = null;
        WireValue value = null;
        var fields = metric.fields();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> name = fields.text();
                case 2 -> alias = fields.uint64();
                case 3 -> timestamp = fields.uint64();
                case 4 -> datatype = fields.uint32();
                case 5 -> historical = fields.bool();
                case 6 -> transitory = fields.bool();
                case 7 -> isNull = fields.bool();
                case 8 -> metadata = fields.span();
                case 9 -> properties = fields.span();
                case 16 -> value = WireValue.read(fields, Field.BYTES);
                case 17 -> value = WireValue.read(fields, Field.DATA_SET);
                case 18 -> value = WireValue.read(fields, Field.TEMPLATE);
                default -> {
                    var scalar = WireValue.scalar(fields.number(), FIRST_VALUE);
                    value = scalar == null ? value : WireValue.read(fields, scalar);
                }
            }
        }
        this.name = name == null || name.isEmpty() ? null : name;
        this.alias = alias;
        this.timestamp = timestamp;
        this.datatype = Datatype.of(datatype);
        this.historical = historical;
        this.transitory = transitory;
        this.metadata = metadata;
        this.properties = properties;
        this.value = isNull ? null : value;
    }
}
