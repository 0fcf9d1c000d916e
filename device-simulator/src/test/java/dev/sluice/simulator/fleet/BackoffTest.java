package dev.sluice.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void delaysDoubleUpToFiveSecondsAndDiffer() {
        Backoff one = new Backoff(1, 0);
        Backoff other = new Backoff(1, 1);
        assertThat(one.nextMillis()).isBetween(50L, 100L);
        assertThat(one.nextMillis()).isBetween(100L, 200L);
        for (int i = 0; i < 100; i++) {
            assertThat(one.nextMillis()).isBetween(100L, 5_000L);
            other.nextMillis();
        }
        assertThat(one.nextMillis()).isGreaterThanOrEqualTo(2_500L);
        one.succeeded();
        assertThat(one.nextMillis()).isLessThanOrEqualTo(100L);
    }

    @Test
    void devicesOfFleetsWithNeighbouringSeedsDoNotWaitAlike() {
        assertThat(delays(new Backoff(1, 31))).isNotEqualTo(delays(new Backoff(2, 0)));
        assertThat(delays(new Backoff(1, 31))).isEqualTo(delays(new Backoff(1, 31)));
    }

    private static List<Long> delays(Backoff backoff) {
        return Stream.generate(backoff::nextMillis).limit(10).toList();
    }
}
