package dev.sluice.simulator.arrivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.simulator.fleet.Arrivals;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChanceTest {

    private static final int DRAWS = 1_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 199})
    void noDeviceRepeatsTheLuckOfAnother(int distance) {
        Set<Long> ofOne = Set.copyOf(gaps(1, 17));

        assertThat(gaps(1, 17 + distance)).filteredOn(ofOne::contains).isEmpty();
    }

    @Test
    void aDeviceHasTheSameLuckEachTimeAndAnotherWithAnotherSeed() {
        assertThat(gaps(1, 17)).isEqualTo(gaps(1, 17)).isNotEqualTo(gaps(2, 17));
    }

    /** To four standard deviations; one is the root of what is expected, if devices are independent. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void manyDevicesTogetherComeAtTheirRate(long seed) {
        double expected = 200 * 10 * 1_000;

        double arrived = 0;
        for (int index = 0; index < 200; index++) {
            arrived += arrivals(new ArrivalProcess.Poisson(10).of(index, 200, seed), 1_000);
        }

        assertThat(arrived).isCloseTo(expected, within(4 * Math.sqrt(expected)));
    }

    private static long arrivals(Arrivals arrivals, int seconds) {
        long count = 0;
        for (long at = arrivals.nextNanos(0); at < seconds * 1_000_000_000L; at = arrivals.nextNanos(at)) {
            count++;
        }
        return count;
    }

    /** Long enough that two draws hardly ever give the same. */
    private static List<Long> gaps(long seed, int index) {
        Chance chance = new Chance(seed, index);
        return LongStream.generate(() -> chance.gapNanos(1e15))
                .limit(DRAWS)
                .boxed()
                .toList();
    }
}
