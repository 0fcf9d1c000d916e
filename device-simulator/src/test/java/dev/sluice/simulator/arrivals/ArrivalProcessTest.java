package dev.sluice.simulator.arrivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.simulator.fleet.Arrivals;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArrivalProcessTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = -5 * SECOND;

    static Stream<ArrivalProcess> processes() {
        return Stream.of(
                new ArrivalProcess.Constant(10),
                new ArrivalProcess.Poisson(10),
                new ArrivalProcess.Bursty(10, 20),
                new ArrivalProcess.Diurnal(10, 100, 0.1));
    }

    @ParameterizedTest
    @MethodSource("processes")
    void theAverageRateIsTheOneAskedFor(ArrivalProcess process) {
        assertThat(moments(process, 3, 1, 10_000)).hasSize(100_000 + within100k(process));
    }

    /** Chance moves the count a little, and always in the same way. */
    private static int within100k(ArrivalProcess process) {
        int difference = moments(process, 3, 1, 10_000).size() - 100_000;
        assertThat(Math.abs(difference)).isLessThan(process instanceof ArrivalProcess.Bursty ? 6_000 : 1_500);
        return difference;
    }

    @ParameterizedTest
    @MethodSource("processes")
    void timeNeverGoesBackAndTheSeedDecidesAll(ArrivalProcess process) {
        List<Long> moments = moments(process, 1, 7, 20);

        assertThat(moments).isSorted().allMatch(moment -> moment >= START);
        assertThat(moments(process, 1, 7, 20)).isEqualTo(moments);
        assertThat(moments(process, 2, 7, 20)).isNotEqualTo(moments);
    }

    @Test
    void constantDevicesTakeTurns() {
        ArrivalProcess process = new ArrivalProcess.Constant(1);

        assertThat(process.of(0, 4, 1).nextNanos(START)).isEqualTo(START);
        assertThat(process.of(3, 4, 1).nextNanos(START)).isEqualTo(START + SECOND * 3 / 4);
    }

    /** Over a ramp as long as half a period: else the first half of each period would have more of them than the second. */
    @Test
    void constantDevicesTakeTurnsAlsoWhenTheyConnectOneAfterTheOther() {
        ArrivalProcess process = new ArrivalProcess.Constant(0.1);

        List<Long> afterTheRamp = IntStream.range(0, 100)
                .mapToLong(index -> {
                    Arrivals arrivals = process.of(index, 100, 1);
                    arrivals.begin(START);
                    long at = arrivals.nextNanos(START + index * SECOND / 20);
                    while (at < START + 20 * SECOND) {
                        at = arrivals.nextNanos(at);
                    }
                    return at;
                })
                .sorted()
                .boxed()
                .toList();

        for (int i = 0; i < 100; i++) {
            assertThat(afterTheRamp.get(i)).isCloseTo(START + 20 * SECOND + i * SECOND / 10, within(1L));
        }
    }

    @Test
    void roundingDoesNotAddUp() {
        Arrivals arrivals = new ArrivalProcess.Constant(3).of(0, 1, 1);
        long last = START;
        for (int i = 0; i <= 3_000_000; i++) {
            last = arrivals.nextNanos(last);
        }

        assertThat(last - START).isCloseTo(1_000_000 * SECOND, within(2L));
    }

    @Test
    void burstsComeAtOnce() {
        List<Long> moments = moments(new ArrivalProcess.Bursty(10, 5), 0, 1, 100);

        assertThat(moments.subList(0, 5)).containsOnly(moments.get(0));
        assertThat(moments.get(5)).isGreaterThan(moments.get(4));
    }

    @Test
    void gapsOfPoissonVaryAsMuchAsTheyLastOnAverage() {
        List<Long> moments = moments(new ArrivalProcess.Poisson(1), 0, 1, 100_000);
        double squares = 0;
        for (int i = 1; i < moments.size(); i++) {
            double gap = (moments.get(i) - moments.get(i - 1)) / 1e9;
            squares += (gap - 1) * (gap - 1);
        }

        assertThat(squares / moments.size()).isCloseTo(1, within(0.05));
    }

    @Test
    void atNightThereIsTheShareOfNoonThatWasAskedFor() {
        List<Long> moments = moments(new ArrivalProcess.Diurnal(100, 1_000, 0.25), 0, 1, 10_000);
        double noon = moments.stream().filter(moment -> hour(moment) == 250).count();
        double midnight = moments.stream().filter(moment -> hour(moment) == 750).count();

        assertThat(midnight / noon).isCloseTo(0.25, within(0.05));
    }

    /** The time of day in thousandths, to the next fiftieth. */
    private static long hour(long moment) {
        return (long) ((moment - START) / 1e9 + 25) % 1_000 / 50 * 50;
    }

    /** All moments of the first so many seconds. */
    private static List<Long> moments(ArrivalProcess process, int index, long seed, int seconds) {
        Arrivals arrivals = process.of(index, 4, seed);
        arrivals.begin(START);
        List<Long> moments = new ArrayList<>();
        for (long at = arrivals.nextNanos(START); at < START + seconds * SECOND; at = arrivals.nextNanos(at)) {
            moments.add(at);
        }
        return moments;
    }
}
