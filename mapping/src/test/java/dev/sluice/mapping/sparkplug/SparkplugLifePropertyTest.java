package dev.sluice.mapping.sparkplug;

import static dev.sluice.mapping.sparkplug.Tahu.declared;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/** An edge node with two devices lives some random life, and a plain model says what must be read of it. */
class SparkplugLifePropertyTest {

    private static final List<Datatype> TYPES =
            List.of(Datatype.INT8, Datatype.UINT8, Datatype.INT32, Datatype.INT64, Datatype.UINT64, Datatype.STRING);

    /** What the node and its devices mean by an alias now. */
    private final Map<String, Map<Long, Integer>> aliases = new HashMap<>();

    private final Plant plant = new Plant();
    private int seq;
    private int lives;

    /** Each step is a birth, data, a message lost on the way, or a resend of everything since the last birth. */
    @Property(tries = 300)
    void everyAliasIsReadAsItsBirthSaidAndEveryLossIsSeen(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 999) Integer> steps) {
        var life = new SparkplugLifePropertyTest();
        life.birth(1);
        int losses = 0;
        boolean lost = false;
        var sent = new ArrayList<Runnable>();
        for (int step : steps) {
            var device = step % 3 == 0 ? null : "d" + step % 3;
            switch (step / 100) {
                case 0 -> {
                    life.birth(step);
                    sent.clear();
                    lost = false;
                }
                case 1, 2 -> {
                    if (device != null) {
                        losses += lost ? 1 : 0;
                        lost = false;
                        life.deviceBirth(device, step);
                        sent.clear(); // what was said before means something else now
                    }
                }
                case 3 -> {
                    life.seq++;
                    lost = true;
                }
                case 4 -> sent.forEach(Runnable::run);
                default -> {
                    if (device == null || life.aliases.containsKey(device)) {
                        losses += lost ? 1 : 0;
                        lost = false;
                        sent.add(life.data(device, step));
                    }
                }
            }
            assertThat(life.plant.births.sequenceGaps()).isEqualTo(losses);
        }
    }

    private void birth(int shift) {
        aliases.clear();
        seq = 0;
        lives++;
        aliases.put("", born("spBv1.0/g/NBIRTH/e", shift, lives));
    }

    private void deviceBirth(String device, int shift) {
        seq++;
        aliases.put(device, born("spBv1.0/g/DBIRTH/e/" + device, shift, lives));
    }

    private Map<Long, Integer> born(String topic, int shift, long bdSeq) {
        Map<Long, Integer> means = new HashMap<>();
        List<Consumer<Payload.Metric.Builder>> metrics = new ArrayList<>();
        metrics.add(m -> m.mergeFrom(Tahu.bdSeqMetric(bdSeq)));
        for (int i = 0; i < TYPES.size(); i++) {
            long alias = (i * 7L + shift) % 11;
            if (means.putIfAbsent(alias, i) == null) {
                metrics.add(declared("metric/" + i, alias, TYPES.get(i)));
            }
        }
        plant.reads(topic, payload(metrics));
        return means;
    }

    /** @return sends it once more, with DUP */
    private Runnable data(String device, int step) {
        seq++;
        var means = aliases.get(device == null ? "" : device);
        var topic = device == null ? "spBv1.0/g/NDATA/e" : "spBv1.0/g/DDATA/e/" + device;
        List<Consumer<Payload.Metric.Builder>> metrics = new ArrayList<>();
        Map<String, String> expected = new HashMap<>();
        means.forEach((alias, metric) -> {
            if ((step + metric) % 2 == 0) {
                metrics.add(m -> value(m.setAlias(alias), metric));
                expected.put("metric/" + metric, text(metric));
            }
        });
        var payload = payload(metrics);
        assertRead(plant.reads(topic, payload), expected);
        return () -> assertRead(plant.readsAgain(topic, payload), expected);
    }

    private static void assertRead(JsonNode document, Map<String, String> expected) {
        Map<String, String> read = new HashMap<>();
        document.at("/values")
                .properties()
                .forEach(value -> read.put(value.getKey(), value.getValue().asText()));
        assertThat(read).isEqualTo(expected);
    }

    private static void value(Payload.Metric.Builder metric, int type) {
        switch (TYPES.get(type)) {
            case INT64, UINT64 -> metric.setLongValue(-2);
            case STRING -> metric.setStringValue("text");
            case UINT8 -> metric.setIntValue(254);
            default -> metric.setIntValue(-2);
        }
    }

    private static String text(int type) {
        return switch (TYPES.get(type)) {
            case UINT64 -> "18446744073709551614";
            case STRING -> "text";
            case UINT8 -> "254";
            default -> "-2";
        };
    }

    private byte[] payload(List<Consumer<Payload.Metric.Builder>> metrics) {
        @SuppressWarnings("unchecked")
        Consumer<Payload.Metric.Builder>[] all = metrics.toArray(Consumer[]::new);
        return Tahu.payload(seq & 0xFF, all);
    }
}
