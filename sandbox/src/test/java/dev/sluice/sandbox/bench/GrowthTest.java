package dev.sluice.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.bench.Growth.Look;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void neitherTheStartNorTheStandstillAfterTheEndCounts() {
        var looks = List.of(
                new Look(0, 1_000),
                new Look(SECOND, 1_050),
                new Look(2 * SECOND, 1_200),
                new Look(3 * SECOND, 1_500),
                new Look(4 * SECOND, 1_800),
                new Look(5 * SECOND, 2_000),
                new Look(6 * SECOND, 2_000));

        assertThat(Growth.perSecondAfter(200, looks)).isEqualTo(300);
    }

    @Test
    void fromFirstToLastIsFromTheLastStandstillBeforeToTheFirstAfter() {
        var looks = List.of(
                new Look(0, 1_000),
                new Look(SECOND, 1_000),
                new Look(2 * SECOND, 1_200),
                new Look(3 * SECOND, 1_600),
                new Look(4 * SECOND, 1_600));

        assertThat(Growth.perSecond(looks)).isEqualTo(300);
    }

    @Test
    void whatDidNotGrowHasNoSpeed() {
        assertThat(Growth.perSecond(List.of())).isZero();
        assertThat(Growth.perSecond(List.of(new Look(0, 7), new Look(SECOND, 7))))
                .isZero();
    }

    @Test
    void whatWasTooShortIsNotGuessed() {
        assertThat(Growth.perSecondAfter(1, List.of(new Look(0, 0), new Look(SECOND, 10))))
                .isZero();
        assertThat(Growth.perSecondAfter(1, List.of())).isZero();
    }
}
