package dev.sluice.broker.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchClockTest {

    private final BatchClock clock = new BatchClock();

    @Test
    void itStandsStillDuringABatch() {
        long first = clock.millis();
        awaitMillisAfter(first);

        assertThat(clock.millis()).isEqualTo(first);
    }

    @Test
    void theNextBatchHasATimeOfItsOwn() {
        long first = clock.millis();
        awaitMillisAfter(first);

        clock.batchEnds();

        assertThat(clock.millis()).isGreaterThan(first);
    }

    @Test
    void itNeverStandsStillForLong() {
        long first = clock.millis();
        awaitMillisAfter(first);

        for (int message = 1; message < BatchClock.MOST; message++) {
            assertThat(clock.millis()).isEqualTo(first);
        }

        assertThat(clock.millis()).isGreaterThan(first);
    }

    private static void awaitMillisAfter(long time) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> System.currentTimeMillis() > time);
    }
}
