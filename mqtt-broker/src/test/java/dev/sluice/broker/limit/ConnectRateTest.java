package dev.sluice.broker.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectRateTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void aSecondsWorthMayComeAtOnceAndThenOneAtATime() {
        var rate = new ConnectRate(10, 0);

        for (int i = 0; i < 9; i++) {
            assertThat(rate.take(0)).isZero();
        }
        assertThat(rate.take(0)).isEqualTo(SECOND / 10);
        assertThat(rate.take(SECOND / 10)).isEqualTo(SECOND / 10);
    }

    @Test
    void whatWasNotUsedIsThereAgainUpToASecondsWorth() {
        var rate = new ConnectRate(10, 0);
        for (int i = 0; i < 10; i++) {
            rate.take(0);
        }

        assertThat(rate.take(100 * SECOND)).isZero();
        for (int i = 0; i < 8; i++) {
            assertThat(rate.take(100 * SECOND)).isZero();
        }
        assertThat(rate.take(100 * SECOND)).isPositive();
    }

    @Test
    void zeroIsNoLimit() {
        var rate = new ConnectRate(0, 0);

        for (int i = 0; i < 100_000; i++) {
            assertThat(rate.take(0)).isZero();
        }
    }
}
