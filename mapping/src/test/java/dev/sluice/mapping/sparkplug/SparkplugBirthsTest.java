package dev.sluice.mapping.sparkplug;

import static dev.sluice.mapping.message.RejectReason.PAYLOAD_NOT_DECODABLE;
import static dev.sluice.mapping.message.RejectReason.SPARKPLUG_BIRTH_MISSING;
import static dev.sluice.mapping.sparkplug.Plant.json;
import static dev.sluice.mapping.sparkplug.Tahu.declared;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.mapping.json.JsonBuffer;
import java.time.Duration;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Test;

/** What births teach, and what happens without them. */
class SparkplugBirthsTest {

    private static final String NBIRTH = "spBv1.0/g/NBIRTH/e";
    private static final String NDATA = "spBv1.0/g/NDATA/e";
    private static final String NDEATH = "spBv1.0/g/NDEATH/e";
    private static final String DBIRTH = "spBv1.0/g/DBIRTH/e/d";
    private static final String DDATA = "spBv1.0/g/DDATA/e/d";
    private static final String DDEATH = "spBv1.0/g/DDEATH/e/d";

    private final Plant plant = new Plant();

    @Test
    void aliasesGetNamesAndDatatypesFromTheBirth() {
        plant.reads(NBIRTH, nbirth(0, 0, 7));

        var metric = plant.reads(NDATA, speed(1, 7, -3)).at("/metrics/0");

        assertThat(metric)
                .isEqualTo(json("{'name':'speed','alias':7,'timestamp':1763800000000,'datatype':'Int8','value':-3}"));
        assertThat(plant.heard).isEmpty();
    }

    @Test
    void namesWithoutDatatypeGetItFromTheBirth() {
        plant.reads(NBIRTH, nbirth(0, 0, 7));

        assertThat(plant.reads(NDATA, Tahu.payload(1, m -> m.setName("speed").setIntValue(0xFF)))
                        .at("/values"))
                .isEqualTo(json("{'speed':-1}"));
    }

    @Test
    void aDevicesAliasesAreItsOwn() {
        plant.reads(NBIRTH, nbirth(0, 0, 7));
        plant.reads(DBIRTH, Tahu.payload(1, declared("level", 7, Datatype.UINT8)));

        assertThat(plant.reads(DDATA, speed(2, 7, 0xFF)).at("/values")).isEqualTo(json("{'level':255}"));
        assertThat(plant.reads(NDATA, speed(3, 7, 0xFF)).at("/values")).isEqualTo(json("{'speed':-1}"));
        assertThat(plant.heard).isEmpty();
    }

    @Test
    void metricsWithinTemplatesAreBornToo() {
        plant.reads(
                NBIRTH,
                Tahu.payload(
                        0,
                        m -> m.setName("motor")
                                .setDatatype(19)
                                .setTemplateValue(Payload.Template.newBuilder()
                                        .addMetrics(Payload.Metric.newBuilder()
                                                .setName("temp")
                                                .setAlias(8)
                                                .setDatatype(1)
                                                .setIntValue(0)))));

        var byAlias = Payload.Metric.newBuilder().setAlias(8).setIntValue(0xFF);
        var byName = Payload.Metric.newBuilder().setName("temp").setIntValue(0xFE);
        assertThat(plant.reads(NDATA, motor(1, byAlias)).at("/values")).isEqualTo(json("{'motor':{'temp':-1}}"));
        assertThat(plant.reads(NDATA, motor(2, byName)).at("/values")).isEqualTo(json("{'motor':{'temp':-2}}"));
    }

    @Test
    void anAliasOfNoBirthIsAFaultAndTheEdgeNodeIsAskedForItsBirth() {
        var fault = plant.faultOf(NDATA, speed(5, 7, 1));

        assertThat(fault.reason()).isEqualTo(SPARKPLUG_BIRTH_MISSING);
        assertThat(fault.detail())
                .isEqualTo("metrics[0]: alias 7 is in no birth that Sluice has seen since it started");
        assertThat(plant.heard).containsExactly("rebirth g/e");
        assertThat(plant.births.rebirthsRequested()).isOne();
        assertThat(plant.births.sequenceGaps()).isZero();
    }

    @Test
    void anIntegerOfNoDatatypeNeedsABirth() {
        var payload = Tahu.payload(5, m -> m.setName("speed").setIntValue(0xFF));

        assertThat(plant.faultOf(NDATA, payload).reason()).isEqualTo(SPARKPLUG_BIRTH_MISSING);
    }

    @Test
    void whatSaysNameAndDatatypeItselfIsReadAndTheBirthAskedForAllTheSame() {
        var payload = Tahu.payload(
                5,
                m -> m.setName("speed").setDatatype(1).setIntValue(0xFF),
                m -> m.setName("on").setBooleanValue(true));

        assertThat(plant.reads(NDATA, payload).at("/values")).isEqualTo(json("{'speed':-1,'on':true}"));
        assertThat(plant.heard).containsExactly("rebirth g/e");
    }

    @Test
    void aDeviceThatWasNotBornIsAFaultThoughItsNodeWas() {
        plant.reads(NBIRTH, nbirth(0, 0, 7));

        assertThat(plant.faultOf(DDATA, speed(1, 7, 1)).reason()).isEqualTo(SPARKPLUG_BIRTH_MISSING);
        assertThat(plant.heard).containsExactly("rebirth g/e");
    }

    @Test
    void requestsKeepTheirDistanceWhichGrowsUntilTheBirthComes() {
        plant.faultOf(NDATA, speed(1, 7, 1));
        plant.passes(Duration.ofSeconds(9));
        plant.faultOf(NDATA, speed(2, 7, 1));
        assertThat(plant.heard).hasSize(1);
        plant.passes(Duration.ofSeconds(1));
        plant.faultOf(NDATA, speed(3, 7, 1));
        assertThat(plant.heard).hasSize(2);
        plant.passes(Duration.ofSeconds(19));
        plant.faultOf(NDATA, speed(4, 7, 1));
        assertThat(plant.heard).hasSize(2);
        plant.passes(Duration.ofSeconds(1));
        plant.faultOf(NDATA, speed(5, 7, 1));
        assertThat(plant.heard).hasSize(3);

        plant.reads(NBIRTH, nbirth(0, 0, 7));
        plant.passes(Duration.ofSeconds(10));
        plant.reads(NDATA, speed(9, 7, 1));

        assertThat(plant.heard).hasSize(5).endsWith("gap g/e", "rebirth g/e");
    }

    @Test
    void aRequestThatCameTooSoonIsMadeUpFor() {
        plant.faultOf(NDATA, speed(1, 7, 1));
        plant.reads(NBIRTH, nbirth(0, 0, 7));
        plant.reads(NDATA, speed(5, 7, 1));
        assertThat(plant.heard).containsExactly("rebirth g/e", "gap g/e");

        plant.passes(Duration.ofSeconds(10));
        plant.reads(NDATA, speed(6, 7, 1));

        assertThat(plant.heard).containsExactly("rebirth g/e", "gap g/e", "rebirth g/e");
    }

    @Test
    void sequenceNumbersGoRoundOverNodeAndDevices() {
        plant.reads(NBIRTH, nbirth(254, 0, 7));
        plant.reads(DBIRTH, Tahu.payload(255, declared("level", 8, Datatype.UINT8)));
        plant.reads(NDATA, speed(0, 7, 1));
        plant.reads(DDATA, speed(1, 8, 1));
        plant.reads(DDEATH, Tahu.payload(2));
        plant.reads(NDATA, speed(3, 7, 1));

        assertThat(plant.heard).isEmpty();
    }

    @Test
    void aGapIsCountedOnceAndTheDataReadAllTheSame() {
        plant.reads(NBIRTH, nbirth(0, 0, 7));
        plant.reads(NDATA, speed(1, 7, 1));

        assertThat(plant.reads(NDATA, speed(3, 7, 5)).at("/values")).isEqualTo(json("{'speed':5}"));
        plant.reads(NDATA, speed(4, 7, 1));

        assertThat(plant.heard).containsExactly("gap g/e", "rebirth g/e");
        assertThat(plant.births.sequenceGaps()).isOne();
    }

    @Test
    void commandsAndHostsCountForNothing() {
        plant.reads(NBIRTH, nbirth(0, 0, 7));
        plant.reads("spBv1.0/g/NCMD/e", speed(99, 7, 5));
        assertThat(plant.faultOf("spBv1.0/g/DCMD/e/d", speed(98, 7, 5)).reason())
                .isEqualTo(SPARKPLUG_BIRTH_MISSING);
        plant.reads(NDATA, speed(1, 7, 1));

        assertThat(plant.heard).isEmpty();
    }

    @Test
    void theSameMessageTwiceIsNoGap() {
        plant.reads(NBIRTH, nbirth(0, 0, 7));
        var first = plant.reads(NDATA, speed(1, 7, 1));

        assertThat(plant.reads(NDATA, speed(1, 7, 1))).isEqualTo(first);
        plant.reads(NDATA, speed(2, 7, 1));

        assertThat(plant.heard).isEmpty();
    }

    @Test
    void whatIsSentAgainAfterAReconnectIsNoGapAndWhatIsNewAmongItCounts() {
        plant.reads(NBIRTH, nbirth(0, 0, 7));
        plant.reads(NDATA, speed(1, 7, 1));
        plant.reads(NDATA, speed(2, 7, 2));

        plant.readsAgain(NBIRTH, nbirth(0, 0, 7));
        plant.readsAgain(NDATA, speed(1, 7, 1));
        plant.readsAgain(NDATA, speed(2, 7, 2));
        plant.readsAgain(NDATA, speed(3, 7, 3));
        plant.reads(NDATA, speed(4, 7, 4));
        assertThat(plant.heard).isEmpty();

        plant.reads(NDATA, speed(6, 7, 4));
        assertThat(plant.heard).startsWith("gap g/e");
    }

    @Test
    void aBirthSentAgainDoesNotTakeTheDevicesAway() {
        plant.reads(NBIRTH, nbirth(0, 0, 7));
        plant.reads(DBIRTH, Tahu.payload(1, declared("level", 8, Datatype.UINT8)));

        plant.readsAgain(NBIRTH, nbirth(0, 0, 7));

        assertThat(plant.reads(DDATA, speed(2, 8, 1)).at("/values")).isEqualTo(json("{'level':1}"));
        assertThat(plant.heard).isEmpty();
    }

    @Test
    void aNewBirthReplacesEverything() {
        plant.reads(NBIRTH, nbirth(0, 0, 7));
        plant.reads(DBIRTH, Tahu.payload(1, declared("level", 8, Datatype.UINT8)));

        plant.reads(NBIRTH, nbirth(0, 1, 9));

        assertThat(plant.reads(NDATA, speed(1, 9, 1)).at("/values")).isEqualTo(json("{'speed':1}"));
        assertThat(plant.faultOf(NDATA, speed(2, 7, 1)).reason()).isEqualTo(SPARKPLUG_BIRTH_MISSING);
        assertThat(plant.faultOf(DDATA, speed(3, 8, 1)).reason()).isEqualTo(SPARKPLUG_BIRTH_MISSING);
    }

    @Test
    void theWillOfTheLifeBeforeDoesNotEndThisOne() {
        plant.reads(NBIRTH, nbirth(0, 4, 7));
        plant.reads(NBIRTH, nbirth(0, 5, 7));

        assertThat(plant.reads(NDEATH, Tahu.ndeath(4)).at("/bdSeq").longValue()).isEqualTo(4);
        plant.reads(NDATA, speed(1, 7, 1));
        assertThat(plant.heard).isEmpty();

        plant.reads(NDEATH, Tahu.ndeath(5));
        plant.reads(NDATA, speed(2, 7, 1));
        assertThat(plant.heard).containsExactly("rebirth g/e");
    }

    @Test
    void whatADeadNodeStillSendsIsReadWithItsLastBirthAndIsNoGap() {
        plant.reads(NBIRTH, nbirth(0, 0, 7));
        plant.reads(NDEATH, Tahu.ndeath(0));

        assertThat(plant.readsAgain(NDATA, speed(9, 7, 1)).at("/values")).isEqualTo(json("{'speed':1}"));
        assertThat(plant.heard).isEmpty();
        plant.reads(NBIRTH, nbirth(0, 1, 7));
        plant.reads(NDATA, speed(1, 7, 1));
        assertThat(plant.heard).isEmpty();
    }

    @Test
    void aDeadDevicesDataAsksForABirth() {
        plant.reads(NBIRTH, nbirth(0, 0, 7));
        plant.reads(DBIRTH, Tahu.payload(1, declared("level", 8, Datatype.UINT8)));
        plant.reads(DDEATH, Tahu.payload(2));
        assertThat(plant.heard).isEmpty();

        plant.reads(DDATA, speed(3, 8, 1));

        assertThat(plant.heard).containsExactly("rebirth g/e");
    }

    @Test
    void anAliasOfSeveralMetricsIsNeverGuessed() {
        plant.reads(NBIRTH, Tahu.payload(0, declared("a", 7, Datatype.INT8), declared("b", 7, Datatype.INT8)));

        var fault = plant.faultOf(NDATA, speed(1, 7, 1));

        assertThat(fault.reason()).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(fault.detail()).contains("stands for several metrics");
        plant.reads(NDATA, Tahu.payload(2, m -> m.setName("a").setAlias(7).setIntValue(1)));
    }

    @Test
    void birthsThatCannotBeReadTeachNothing() {
        plant.reads(NBIRTH, nbirth(0, 0, 7));

        assertThat(plant.faultOf(
                        NBIRTH,
                        Tahu.payload(0, m -> m.setAlias(9).setDatatype(1).setIntValue(1))))
                .isNotNull();
        assertThat(plant.faultOf(
                        NBIRTH, Tahu.payload(0, m -> m.setName("no type").setIntValue(1))))
                .isNotNull();

        assertThat(plant.reads(NDATA, speed(1, 7, 1)).at("/values")).isEqualTo(json("{'speed':1}"));
    }

    @Test
    void anotherDecoderOnTheSameBirthsKnowsThem() {
        plant.reads(NBIRTH, nbirth(0, 0, 7));

        var afterReload = new SparkplugDecoder(plant.births);

        assertThat(plant.reads(afterReload, NDATA, false, speed(1, 7, 1)).at("/values"))
                .isEqualTo(json("{'speed':1}"));
    }

    @Test
    void anOnlookerChangesNothing() {
        var onlooker = SparkplugDecoder.onlooker(plant.births);
        plant.reads(onlooker, NBIRTH, false, nbirth(0, 0, 9));
        var payload = speed(50, 7, 1);
        assertThat(onlooker.decode(NDATA, false, payload, 0, payload.length, new JsonBuffer(1000))
                        .reason())
                .isEqualTo(SPARKPLUG_BIRTH_MISSING);
        assertThat(plant.births.edgeNodes()).isZero();
        assertThat(plant.heard).isEmpty();

        plant.reads(NBIRTH, nbirth(0, 0, 7));
        JsonNode seen = plant.reads(onlooker, NDATA, false, payload);

        assertThat(seen.at("/values")).isEqualTo(json("{'speed':1}"));
        assertThat(plant.heard).isEmpty();
    }

    private static byte[] nbirth(long seq, long bdSeq, long alias) {
        return Tahu.payload(seq, m -> m.mergeFrom(Tahu.bdSeqMetric(bdSeq)), declared("speed", alias, Datatype.INT8));
    }

    private static byte[] speed(long seq, long alias, int value) {
        return Tahu.payload(seq, m -> m.setAlias(alias).setIntValue(value));
    }

    private static byte[] motor(long seq, Payload.Metric.Builder member) {
        return Tahu.payload(
                seq,
                m -> m.setName("motor")
                        .setTemplateValue(Payload.Template.newBuilder().addMetrics(member)));
    }
}
