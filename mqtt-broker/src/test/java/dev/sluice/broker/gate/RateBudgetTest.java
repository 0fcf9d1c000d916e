package dev.sluice.broker.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateBudgetTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void asManyMessagesAsFitIntoASecondThenNoMore() {
        var budget = new RateBudget(3, 0, 0);

        assertThat(budget.spend(10)).isFalse();
        assertThat(budget.spend(10)).isFalse();
        assertThat(budget.spend(10)).isFalse();
        assertThat(budget.spend(10)).isTrue();
        assertThat(budget.hasRoom(0)).isFalse();
    }

    @Test
    void timeMakesRoomAgainForBoth() {
        var budget = new RateBudget(10, 1_000, 0);
        assertThat(budget.spend(2_000)).isTrue();
        assertThat(budget.hasRoom(SECOND / 2)).isFalse();

        assertThat(budget.hasRoom(SECOND)).isTrue();
        assertThat(budget.spend(1)).as("what was saved is used up").isTrue();
    }

    @Test
    void quietTimeSavesNoMoreThanASecondsWorth() {
        var budget = new RateBudget(2, 0, 0);
        budget.hasRoom(100 * SECOND);

        budget.spend(0);
        budget.spend(0);

        assertThat(budget.spend(0)).isTrue();
    }

    @Test
    void zeroIsNoLimit() {
        var budget = new RateBudget(0, 0, 0);

        for (int i = 0; i < 1_000_000; i++) {
            assertThat(budget.spend(Integer.MAX_VALUE)).isFalse();
        }
    }
}
