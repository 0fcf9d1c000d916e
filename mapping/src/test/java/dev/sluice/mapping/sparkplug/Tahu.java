package dev.sluice.mapping.sparkplug;

import com.google.protobuf.ByteString;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.tahu.message.SparkplugBPayloadEncoder;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.SparkplugBPayload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/** Payloads by a writer that is not ours: Eclipse Tahu's encoder, and its generated classes for what the encoder would not write. */
final class Tahu {

    static final long TIME = 1_763_800_000_000L;

    private Tahu() {}

    /** One metric named {@code m}, encoded whole. */
    static byte[] encoded(MetricDataType type, Object value) {
        return encoded(metric("m", type, value));
    }

    static byte[] encoded(Metric... metrics) {
        try {
            var payload = new SparkplugBPayload.SparkplugBPayloadBuilder()
                    .setTimestamp(new Date(TIME))
                    .setSeq(0L)
                    .addMetrics(List.of(metrics))
                    .createPayload();
            return new SparkplugBPayloadEncoder().getBytes(payload, false);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static Metric metric(String name, MetricDataType type, Object value) {
        try {
            return new Metric.MetricBuilder(name, type, value).createMetric();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A payload of metrics that are filled in field by field. */
    @SafeVarargs
    static byte[] payload(long seq, Consumer<Payload.Metric.Builder>... metrics) {
        var payload = Payload.newBuilder().setTimestamp(TIME).setSeq(seq);
        for (var metric : metrics) {
            metric.accept(payload.addMetricsBuilder());
        }
        return payload.build().toByteArray();
    }

    static byte[] ndeath(long bdSeq) {
        return Payload.newBuilder()
                .setTimestamp(TIME)
                .addMetrics(bdSeqMetric(bdSeq))
                .build()
                .toByteArray();
    }

    static Payload.Metric bdSeqMetric(long bdSeq) {
        return Payload.Metric.newBuilder()
                .setName("bdSeq")
                .setDatatype(Datatype.INT64.number())
                .setLongValue(bdSeq)
                .build();
    }

    /** As births declare a metric: name, alias, datatype, and some value. */
    static Consumer<Payload.Metric.Builder> declared(String name, long alias, Datatype type) {
        return metric -> {
            metric.setName(name).setAlias(alias).setDatatype(type.number());
            switch (type) {
                case FLOAT -> metric.setFloatValue(0);
                case DOUBLE -> metric.setDoubleValue(0);
                case BOOLEAN -> metric.setBooleanValue(false);
                case STRING -> metric.setStringValue("");
                case BYTES -> metric.setBytesValue(ByteString.EMPTY);
                case INT64, UINT64 -> metric.setLongValue(0);
                default -> metric.setIntValue(0);
            }
        };
    }
}
