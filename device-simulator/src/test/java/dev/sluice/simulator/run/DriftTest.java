package dev.sluice.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.simulator.measure.Second;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftTest {

    @Test
    void theMedianOfEachThirdIsCompared() {
        List<Second> series = new ArrayList<>();
        for (int at = 0; at < 30; at++) {
            series.add(Seconds.at(at, 1_000, at == 25 ? 90_000 : at < 20 ? 100 : 300)); // one bad second is no drift
        }

        Drift drift = Drift.of(series, 0);

        assertThat(drift.p99Micros()).containsExactly(100.0, 100.0, 300.0);
        assertThat(drift.ratio()).isCloseTo(3, within(1e-9));
    }

    @Test
    void theWarmUpAndSecondsWithoutAcknowledgementsDoNotCount() {
        List<Second> series = new ArrayList<>();
        for (int at = 0; at < 12; at++) {
            series.add(Seconds.at(at, at == 7 ? 0 : 1_000, at < 3 ? 9_000 : at == 7 ? 0 : 200));
        }

        assertThat(Drift.of(series, 3).p99Micros()).containsExactly(200.0, 200.0, 200.0);
    }

    @Test
    void errorsMayNotGrowButAFewAreChance() {
        List<Second> series = new ArrayList<>();
        for (int at = 0; at < 30; at++) {
            series.add(Seconds.at(at, 1_000, 100, at >= 20 && at < 22 ? 1 : 0)); // 2 for 10,000 messages
        }

        Drift drift = Drift.of(series, 0);

        assertThat(drift.thirds()).extracting(Third::errors).containsExactly(0L, 0L, 2L);
        assertThat(drift.thirds()).extracting(Third::taken).containsExactly(1_000.0, 1_000.0, 1_000.0);
        assertThat(drift.errorsHold(100)).isFalse();
        series.set(20, Seconds.at(20, 1_000, 100));
        assertThat(Drift.of(series, 0).errorsHold(1.2)).isTrue();
        series.set(0, Seconds.at(0, 1_000, 100, 5));
        series.set(20, Seconds.at(20, 1_000, 100, 5));
        assertThat(Drift.of(series, 0).errorsHold(1.2)).isTrue();
        assertThat(Drift.of(series, 0).errorsHold(1.1)).isFalse();
    }

    @Test
    void whereNothingCanBeComparedThereIsNoRatio() {
        assertThat(Drift.of(List.of(), 0).ratio()).isNaN();
    }
}
