package dev.sluice.sandbox.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final EnumSet<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

    @Test
    void theSameSeedIsTheSamePlan() {
        assertThat(FaultPlan.of(4, 200, ALL, false)).isEqualTo(FaultPlan.of(4, 200, List.copyOf(ALL), false));
        assertThat(FaultPlan.of(5, 200, ALL, false)).isNotEqualTo(FaultPlan.of(4, 200, ALL, false));
    }

    @Test
    void aSeedMeansTheSameOnEveryMachine() {
        var kinds = EnumSet.of(FaultKind.BRIDGE_KILL, FaultKind.KAFKA_FREEZE, FaultKind.CUT_IN_PACKET);

        assertThat(FaultPlan.of(4, 3, kinds, false))
                .containsExactly(
                        new PlannedFault(1, FaultKind.CUT_IN_PACKET, 1_767, 0, 36, 610_849_846),
                        new PlannedFault(2, FaultKind.KAFKA_FREEZE, 1_962, 6_374, 100, 1_830_979_508),
                        new PlannedFault(3, FaultKind.BRIDGE_KILL, 2_052, 1_658, 100, 575_162_052));
    }

    @Test
    void everyKindComesBeforeAnyKindComesTwice() {
        assertThat(FaultPlan.of(9, ALL.size(), ALL, false))
                .extracting(PlannedFault::kind)
                .containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(FaultPlan.of(9, 3, ALL, false))
                .extracting(PlannedFault::kind)
                .doesNotHaveDuplicates();
    }

    @Test
    void timesAreWithinTheKindsBoundsAndShortInTheShortForm() {
        assertThat(FaultPlan.of(1, 500, ALL, false))
                .allSatisfy(fault -> assertThat(fault.millis())
                        .isBetween(fault.kind().leastMillis(), fault.kind().mostMillis()));
        assertThat(FaultPlan.of(1, 500, ALL, true))
                .allSatisfy(fault -> assertThat(fault.millis()).isBetween(0L, 3_000L));
    }

    @Test
    void onlyConnectionsAreStruckInPart() {
        assertThat(FaultPlan.of(1, 500, ALL, false))
                .allSatisfy(fault ->
                        assertThat(fault.share() == 100).isEqualTo(fault.kind().target() != FaultKind.Target.LINES));
    }
}
