package dev.sluice.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StagesTest {

    private static final String LOOP = "[vert.x-eventloop-thread-0 tid=12];java/lang/Thread.run;";
    private static final String GATE =
            "io/netty/channel/epoll/EpollIoHandler.run;dev/sluice/broker/gate/AckGate.publish;";

    @Test
    void theInnermostFrameThatNamesAStageDecides() {
        assertThat(Stages.stageOf(LOOP + GATE + "dev/sluice/mapping/engine/MappingEngine.map;java/util/HashMap.get"))
                .isEqualTo("mapping: JSON to Avro");
        assertThat(Stages.stageOf(LOOP + GATE + "java/util/ArrayDeque.add"))
                .isEqualTo("MQTT guard, gate and acknowledgements");
    }

    @Test
    void compressionInsideASendIsCompression() {
        assertThat(
                        Stages.stageOf(
                                LOOP + GATE
                                        + "org/apache/kafka/clients/producer/KafkaProducer.send;net/jpountz/lz4/LZ4JNICompressor.compress"))
                .isEqualTo("compression (lz4)");
    }

    @Test
    void threadsOfTheVirtualMachineAreStagesOfTheirOwn() {
        assertThat(Stages.stageOf("[GC Thread#0 tid=5];G1ParEvacuateFollowersClosure::do_void"))
                .isEqualTo("garbage collector");
        assertThat(Stages.stageOf("[C2 CompilerThread0 tid=6];Compile::Compile"))
                .isEqualTo("JIT compiler");
    }

    @Test
    void sharesAreOfAllSamplesAndTheLargestComesFirst() {
        var stages =
                Stages.of(List.of(LOOP + "dev/sluice/mapping/A.b 1", LOOP + "dev/sluice/broker/A.b 2", LOOP + "x 1"));

        assertThat(stages.shares().keySet())
                .containsExactly("MQTT guard, gate and acknowledgements", "mapping: JSON to Avro", "all the rest");
        assertThat(stages.shares().get("mapping: JSON to Avro")).isEqualTo(0.25, within(1e-9));
    }
}
