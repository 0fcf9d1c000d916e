package dev.sluice.mapping.sparkplug;

import static dev.sluice.mapping.message.RejectReason.PAYLOAD_NOT_DECODABLE;
import static dev.sluice.mapping.message.RejectReason.SPARKPLUG_BIRTH_MISSING;
import static dev.sluice.mapping.sparkplug.Tahu.declared;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.sluice.mapping.payload.PayloadDecoder.Fault;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Test;

/** What hostile births cannot do, and what two event loops do at once. */
class SparkplugLimitsTest {

    @Test
    void aBirthWithTooManyMetricsIsRefused() {
        var plant = new Plant(Plant.limits(10, 3, 1_000_000));

        var fault = plant.faultOf("spBv1.0/g/NBIRTH/e", metrics(0, 4));

        assertThat(fault.reason()).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(fault.detail()).isEqualTo("metrics[3]: a birth names more than 3 metrics");
        assertThat(plant.faultOf("spBv1.0/g/NBIRTH/e", metrics(0, 3))).isNull();
    }

    @Test
    void oneNameWithAThousandAliasesIsRefusedToo() {
        var plant = new Plant(Plant.limits(10, 3, 1_000_000));
        var same = Tahu.payload(
                0,
                declared("m", 1, Datatype.INT8),
                declared("m", 2, Datatype.INT8),
                declared("m", 3, Datatype.INT8),
                declared("m", 4, Datatype.INT8));

        assertThat(plant.faultOf("spBv1.0/g/NBIRTH/e", same).detail()).contains("more than 3 metrics");
    }

    @Test
    void theDevicesOfANodeCountTogether() {
        var plant = new Plant(Plant.limits(10, 6, 1_000_000));
        plant.reads("spBv1.0/g/NBIRTH/e", metrics(0, 2));
        plant.reads("spBv1.0/g/DBIRTH/e/d1", metrics(1, 2));

        var fault = plant.faultOf("spBv1.0/g/DBIRTH/e/d2", metrics(2, 2));

        assertThat(fault.detail()).isEqualTo("the births of the edge node and its devices name more than 6 metrics");
        plant.reads("spBv1.0/g/DBIRTH/e/d1", metrics(3, 3));
        assertThat(plant.heard).isEmpty();
    }

    @Test
    void longNamesAreRefused() {
        var plant = new Plant(Plant.limits(10, 3, 1_000_000));

        assertThat(plant.faultOf("spBv1.0/g/NBIRTH/e", Tahu.payload(0, declared("n".repeat(101), 1, Datatype.INT8)))
                        .detail())
                .isEqualTo("metrics[0]: a metric's name is longer than 100 characters");
        assertThat(plant.faultOf("spBv1.0/" + "g".repeat(101) + "/NBIRTH/e", metrics(0, 1)))
                .isNotNull();
        assertThat(plant.births.edgeNodes()).isZero();
    }

    @Test
    void thoseWhoWereNeverBornMakeRoomFirst() {
        var plant = new Plant(Plant.limits(4, 10, 1_000_000));
        plant.reads("spBv1.0/g/NBIRTH/alive", metrics(0, 1));
        for (int i = 0; i < 1000; i++) {
            plant.passes(Duration.ofMillis(1));
            plant.faultOf("spBv1.0/g/NDATA/invented" + i, data(1));
        }

        assertThat(plant.births.edgeNodes()).isLessThanOrEqualTo(4);
        plant.reads("spBv1.0/g/NDATA/alive", data(1));
        assertThat(plant.heard).noneMatch(word -> word.startsWith("forgotten"));
    }

    @Test
    void ofTheLivingTheLongestUnheardGoes() {
        var plant = new Plant(Plant.limits(2, 10, 1_000_000));
        for (var edge : new String[] {"a", "b"}) {
            plant.reads("spBv1.0/g/NBIRTH/" + edge, metrics(0, 1));
            plant.passes(Duration.ofSeconds(1));
        }
        plant.reads("spBv1.0/g/NDATA/a", data(1));
        plant.passes(Duration.ofSeconds(1));

        plant.reads("spBv1.0/g/NBIRTH/c", metrics(0, 1));

        assertThat(plant.heard).containsExactly("forgotten g/b");
        plant.reads("spBv1.0/g/NDATA/a", data(2));
        assertThat(plant.faultOf("spBv1.0/g/NDATA/b", data(1)).reason()).isEqualTo(SPARKPLUG_BIRTH_MISSING);
    }

    @Test
    void allBirthsTogetherStayWithinTheirBytes() {
        var plant = new Plant(Plant.limits(1000, 100, 50_000));
        for (int i = 0; i < 50; i++) {
            plant.passes(Duration.ofSeconds(1));
            plant.reads("spBv1.0/g/NBIRTH/e" + i, metrics(0, 30));
        }

        assertThat(plant.births.edgeNodes()).isBetween(2, 10);
        plant.reads("spBv1.0/g/NDATA/e49", data(1));
    }

    @Test
    void twoLoopsMayServeOneEdgeNode() throws Exception {
        var plant = new Plant(Plant.limits(2, 100, 1_000_000));
        var loops = Executors.newFixedThreadPool(2);
        var together = new CyclicBarrier(2);
        try {
            Callable<Integer> births = () -> {
                together.await(60, TimeUnit.SECONDS);
                return (int) IntStream.range(0, 3000)
                        .filter(i -> i % 7 == 0
                                ? plant.faultOf("spBv1.0/g/NDEATH/e", Tahu.ndeath(0)) == null
                                : plant.faultOf("spBv1.0/g/NBIRTH/" + (i % 5 == 0 ? "x" + i : "e"), metrics(0, 3))
                                        == null)
                        .count();
            };
            Callable<Integer> reports = () -> {
                together.await(60, TimeUnit.SECONDS);
                return (int) IntStream.range(0, 3000)
                        .mapToObj(i -> plant.faultOf("spBv1.0/g/NDATA/e", data(i % 256)))
                        .filter(fault -> fault == null || fault.reason() == SPARKPLUG_BIRTH_MISSING)
                        .count();
            };
            var first = loops.submit(births);
            var second = loops.submit(reports);

            assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(3000);
            assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(3000);
            assertThat(plant.births.edgeNodes()).isLessThanOrEqualTo(3);
            plant.reads("spBv1.0/g/NBIRTH/e", metrics(0, 3));
            plant.reads("spBv1.0/g/NDATA/e", data(1));
        } finally {
            loops.shutdownNow();
        }
    }

    @Test
    void noPieceOfAPayloadAndNoChangeOfAByteMakesItThrow() {
        var plant = new Plant();
        var payload = everything();
        plant.reads("spBv1.0/g/NBIRTH/e", payload);
        for (var topic : new String[] {"spBv1.0/g/NBIRTH/e", "spBv1.0/g/DDATA/e/d", "spBv1.0/g/NDEATH/e"}) {
            for (int length = 0; length < payload.length; length++) {
                assertHarmless(plant.faultOf(topic, Arrays.copyOf(payload, length)));
            }
            for (int at = 0; at < payload.length; at++) {
                for (int bit = 0; bit < 8; bit++) {
                    var changed = payload.clone();
                    changed[at] ^= (byte) (1 << bit);
                    assertHarmless(plant.faultOf(topic, changed));
                }
            }
        }
    }

    @Test
    void lengthsThatLieAndBytesBehindTheEndAreRefused() {
        var plant = new Plant();
        for (byte[] payload : new byte[][] {
            {0x12, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07},
            {0x12, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f},
            {0x12, 0x03, 0x0a, 0x05, 'a'},
            {0x08, 0x01, 0x00},
            {0x0b},
            {0x0c},
            {0x08},
            {0x0a, 0x00},
            "{\"json\": true}".getBytes()
        }) {
            assertThat(plant.faultOf("spBv1.0/g/NDATA/e", payload))
                    .as(Arrays.toString(payload))
                    .isNotNull()
                    .satisfies(fault -> assertThat(fault.reason()).isEqualTo(PAYLOAD_NOT_DECODABLE));
        }
    }

    @Test
    void aPayloadIsReadWhereItStands() {
        var plant = new Plant();
        var payload = Tahu.payload(0, m -> m.setName("m").setDatatype(12).setStringValue("x"));
        var around = new byte[payload.length + 20];
        System.arraycopy(payload, 0, around, 7, payload.length);
        var out = new dev.sluice.mapping.json.JsonBuffer(10_000);

        assertThat(plant.decoder.decode("spBv1.0/g/NBIRTH/e", false, around, 7, payload.length, out))
                .isNull();

        assertThat(Plant.parsed(out).at("/values/m").textValue()).isEqualTo("x");
        assertThat(plant.reads("spBv1.0/g/NDATA/e", new byte[0]).at("/metrics")).isNotInstanceOf(NullNode.class);
    }

    private static void assertHarmless(Fault fault) {
        if (fault != null) {
            assertThat(fault.detail()).isNotEmpty().doesNotContain("secret");
        }
    }

    private static byte[] everything() {
        var dataSet = Payload.DataSet.newBuilder()
                .setNumOfColumns(1)
                .addColumns("secret")
                .addTypes(3)
                .addRows(Payload.DataSet.Row.newBuilder()
                        .addElements(Payload.DataSet.DataSetValue.newBuilder().setIntValue(1)));
        var template = Payload.Template.newBuilder()
                .setTemplateRef("secret")
                .addParameters(Payload.Template.Parameter.newBuilder()
                        .setName("p")
                        .setType(9)
                        .setFloatValue(1))
                .addMetrics(Payload.Metric.newBuilder().setName("secret").setDatatype(1));
        var properties = Payload.PropertySet.newBuilder()
                .addKeys("secret")
                .addValues(Payload.PropertyValue.newBuilder().setType(12).setStringValue("secret"));
        return Tahu.payload(
                0,
                m -> m.setName("secret")
                        .setAlias(1)
                        .setTimestamp(5)
                        .setDatatype(16)
                        .setDatasetValue(dataSet)
                        .setProperties(properties),
                m -> m.setName("t").setDatatype(19).setTemplateValue(template),
                m -> m.setName("f").setDatatype(10).setDoubleValue(0.1),
                m -> m.setName("a")
                        .setDatatype(33)
                        .setBytesValue(com.google.protobuf.ByteString.copyFromUtf8("secret\0"))
                        .setMetadata(Payload.MetaData.newBuilder().setSize(3).setMd5("secret")));
    }

    private static byte[] metrics(long seq, int count) {
        @SuppressWarnings("unchecked")
        Consumer<Payload.Metric.Builder>[] all = IntStream.range(0, count)
                .mapToObj(i -> declared("metric " + i, i + 1, Datatype.INT8))
                .toArray(Consumer[]::new);
        return Tahu.payload(seq, all);
    }

    private static byte[] data(long seq) {
        return Tahu.payload(seq, m -> m.setAlias(1).setIntValue(1));
    }
}
