package dev.sluice.simulator.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.simulator.field.Value;
import dev.sluice.simulator.telemetry.Delivery;
import dev.sluice.simulator.telemetry.DeviceMessages;
import dev.sluice.simulator.telemetry.DeviceName;
import dev.sluice.simulator.telemetry.Notice;
import dev.sluice.simulator.telemetry.TopicTemplate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.tahu.message.SparkplugBPayloadDecoder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.SparkplugBPayload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Test;

class EdgeNodeTest {

    private static final long NOW = 1_763_760_000_123L;
    private static final DeviceName EDGE = DeviceName.at(17, "press-");

    @Test
    void aConnectionBeginsWithBirthsThatDeclareEveryMetric() throws Exception {
        List<Notice> births = edge(2).greetings(0, NOW);

        assertThat(births)
                .extracting(Notice::topic)
                .containsExactly(
                        "spBv1.0/east/NBIRTH/press-00017",
                        "spBv1.0/east/DBIRTH/press-00017/device-1",
                        "spBv1.0/east/DBIRTH/press-00017/device-2");
        assertThat(births).allMatch(birth -> birth.qos() == 0 && !birth.retain());
        SparkplugBPayload node = tahu(births.get(0).payload());
        assertThat(node.getSeq()).isZero();
        assertThat(node.getTimestamp().getTime()).isEqualTo(NOW);
        assertThat(node.getMetrics())
                .extracting(metric -> metric.getName())
                .containsExactly("bdSeq", "Node Control/Rebirth");
        assertThat(node.getMetrics()).extracting(metric -> metric.getValue()).containsExactly(0L, false);

        SparkplugBPayload device = tahu(births.get(1).payload());
        Map<String, MetricDataType> types = new LinkedHashMap<>();
        device.getMetrics().forEach(metric -> types.put(metric.getName(), metric.getDataType()));
        assertThat(types)
                .containsExactly(
                        Map.entry("seq", MetricDataType.Int64),
                        Map.entry("at", MetricDataType.DateTime),
                        Map.entry("Pump/Pressure", MetricDataType.Double),
                        Map.entry("on", MetricDataType.Boolean),
                        Map.entry("mode", MetricDataType.String),
                        Map.entry("iso", MetricDataType.String),
                        Map.entry("device", MetricDataType.String),
                        Map.entry("position/lat", MetricDataType.Double));
    }

    @Test
    void dataSpeaksByTheAliasesOfTheBirths() throws Exception {
        DeviceMessages edge = edge(2);
        Map<Long, String> names = new HashMap<>();
        Set<Long> aliases = new HashSet<>();
        for (Notice birth : edge.greetings(0, NOW)) {
            for (Payload.Metric metric : Payload.parseFrom(birth.payload()).getMetricsList()) {
                if (metric.hasAlias()) {
                    names.put(metric.getAlias(), birth.topic() + " " + metric.getName());
                    assertThat(aliases.add(metric.getAlias())).isTrue();
                }
            }
        }

        Payload data = Payload.parseFrom(edge.bytes(3, NOW));

        assertThat(edge.topic(3)).isEqualTo("spBv1.0/east/DDATA/press-00017/device-2");
        assertThat(data.getMetricsList())
                .allMatch(metric -> !metric.hasName() && !metric.hasDatatype() && metric.getTimestamp() == NOW);
        assertThat(data.getMetricsList())
                .extracting(metric -> names.get(metric.getAlias()))
                .startsWith(
                        "spBv1.0/east/DBIRTH/press-00017/device-2 seq", "spBv1.0/east/DBIRTH/press-00017/device-2 at")
                .hasSize(8)
                .doesNotContainNull();
        assertThat(data.getMetrics(0).getLongValue()).isEqualTo(3);
        assertThat(data.getMetrics(1).getLongValue()).isEqualTo(NOW);
        assertThat(data.getMetrics(2).getDoubleValue()).isEqualTo(-1.25);
        assertThat(data.getMetrics(3).getBooleanValue()).isTrue();
        assertThat(data.getMetrics(4).getStringValue()).isEqualTo("x".repeat(200));
        assertThat(data.getMetrics(5).getStringValue()).isEqualTo("2025-11-21T21:20:00.123Z");
        assertThat(data.getMetrics(6).getStringValue()).isEqualTo("press-00017");
        assertThat(data.getMetrics(7).getDoubleValue()).isEqualTo(52.5);
        assertThat(data.getTimestamp()).isEqualTo(NOW);
    }

    @Test
    void numbersFollowEachOtherFromBirthToDataAndRoundAgain() throws Exception {
        DeviceMessages edge = edge(2);
        long last = -1;
        for (Notice birth : edge.greetings(0, NOW)) {
            assertThat(Payload.parseFrom(birth.payload()).getSeq()).isEqualTo(++last);
        }
        for (int seq = 0; seq < 1_000; seq++) {
            long number = Payload.parseFrom(edge.bytes(seq, NOW)).getSeq();
            assertThat(number).isEqualTo((last + 1) % 256);
            last = number;
        }
    }

    @Test
    void aNewConnectionIsBornAnewAndItsDataFollowsItsBirths() throws Exception {
        DeviceMessages edge = edge(2);
        edge.greetings(0, NOW);
        byte[] before = null;
        byte[] target = new byte[1_000];
        for (int seq = 0; seq < 700; seq++) {
            int end = edge.write(target, 0, seq, NOW);
            before = Arrays.copyOf(target, end);
        }

        List<Notice> births = edge.greetings(1, NOW + 5_000);

        long first = Payload.parseFrom(births.get(0).payload()).getSeq();
        assertThat(Payload.parseFrom(births.get(2).payload()).getSeq()).isEqualTo((first + 2) % 256);
        assertThat(Payload.parseFrom(edge.bytes(700, NOW)).getSeq()).isEqualTo((first + 3) % 256);
        assertThat(edge.bytes(699, NOW)).isEqualTo(before);
        assertThat(Payload.parseFrom(births.get(1).payload()).getMetrics(0).getLongValue())
                .isEqualTo(700);
    }

    @Test
    void theWillIsTheDeathOfTheSameLifeThatTheBirthBegins() throws Exception {
        DeviceMessages edge = edge(1);
        for (int connection : new int[] {0, 1, 255, 256}) {
            Notice death = edge.will(connection).orElseThrow();
            Payload.Metric ends = Payload.parseFrom(death.payload()).getMetrics(0);
            Payload.Metric begins = Payload.parseFrom(
                            edge.greetings(connection, NOW).get(0).payload())
                    .getMetrics(0);

            assertThat(death.topic()).isEqualTo("spBv1.0/east/NDEATH/press-00017");
            assertThat(death.qos()).isEqualTo(1);
            assertThat(death.retain()).isFalse();
            assertThat(ends.getName()).isEqualTo("bdSeq");
            assertThat(ends.getLongValue()).isEqualTo(connection % 256).isEqualTo(begins.getLongValue());
            assertThat(Payload.parseFrom(death.payload()).hasSeq()).isFalse();
        }
    }

    @Test
    void anEdgeNodeWithoutDevicesSpeaksForItself() throws Exception {
        DeviceMessages edge = edge(0);

        List<Notice> births = edge.greetings(0, NOW);

        assertThat(births).hasSize(1);
        assertThat(Payload.parseFrom(births.get(0).payload()).getMetricsList())
                .extracting(Payload.Metric::getName)
                .startsWith("bdSeq", "Node Control/Rebirth", "seq")
                .hasSize(10);
        assertThat(edge.topic(0)).isEqualTo("spBv1.0/east/NDATA/press-00017");
        assertThat(Payload.parseFrom(edge.bytes(0, NOW)).getSeq()).isEqualTo(1);
    }

    private static DeviceMessages edge(int devices) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("seq", new Value.Numeric((device, seq, time) -> seq, 0, false));
        fields.put("at", new Value.Numeric((device, seq, time) -> time, 0, true));
        fields.put("Pump/Pressure", new Value.Numeric((device, seq, time) -> -125, 2, false));
        fields.put("on", new Value.Flag((device, seq, time) -> 1));
        fields.put("mode", new Value.Choice(List.of("auto", "x".repeat(200)), (device, seq, time) -> 1));
        fields.put("iso", new Value.IsoTime());
        fields.put("device", new Value.OfDevice(DeviceName::device));
        fields.put("position", new Value.Group(Map.of("lat", new Value.Numeric((device, seq, time) -> 525, 1, false))));
        return new EdgeNodes(new TopicTemplate("{site}"), devices, fields, Delivery.at(0), 1).of(EDGE);
    }

    private static SparkplugBPayload tahu(byte[] payload) throws Exception {
        return new SparkplugBPayloadDecoder().buildFromByteArray(payload, null);
    }
}
