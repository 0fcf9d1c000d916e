package dev.sluice.simulator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadingsTest {

    private static final int MESSAGES = 1_000;

    @Test
    void noDeviceSaysSoonerOrLaterWhatItsNeighbourSays() {
        IntUnaryOperator one = seq -> Readings.pick(Readings.key(1, 17), seq);
        IntUnaryOperator next = seq -> Readings.pick(Readings.key(1, 18), seq);

        assertThat(IntStream.range(0, 500)).allMatch(shift -> alike(one, next, shift) < MESSAGES / 20);
    }

    @Test
    void aDeviceSaysAllThereIsToSay() {
        assertThat(IntStream.range(0, 3_000)
                        .map(seq -> Readings.pick(Readings.key(1, 17), seq))
                        .distinct())
                .hasSize(Readings.VARIANTS);
    }

    private static long alike(IntUnaryOperator one, IntUnaryOperator other, int shift) {
        return IntStream.range(0, MESSAGES)
                .filter(seq -> one.applyAsInt(seq + shift) == other.applyAsInt(seq))
                .count();
    }
}
