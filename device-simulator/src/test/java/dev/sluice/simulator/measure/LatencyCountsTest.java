package dev.sluice.simulator.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyCountsTest {

    private final LatencyCounts counts = new LatencyCounts();

    @Test
    void everyPercentileIsWhatAnHdrHistogramOfTheSameValuesSays() {
        Histogram expected = LatencyCounts.empty();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            long micros = (long) Math.exp(random.nextDouble() * Math.log(LatencyCounts.LONGEST_MICROS));
            expected.recordValue(micros);
            counts.record(micros * 1_000);
        }

        assertThat(readBy(counts.reader())).isEqualTo(expected);
    }

    @Test
    void whatIsLongerThanAnHourOrLessThanNothingIsCountedAtTheEdge() {
        counts.record(Long.MAX_VALUE);
        counts.record(-5_000);

        Histogram read = readBy(counts.reader());

        assertThat(read.getTotalCount()).isEqualTo(2);
        assertThat(read.getMinValue()).isZero();
        assertThat(read.getMaxValue()).isGreaterThanOrEqualTo(LatencyCounts.LONGEST_MICROS);
    }

    @Test
    void eachReaderSeesEachValueOnce() {
        LatencyCounts.Reader early = counts.reader();
        counts.record(1_000);
        assertThat(readBy(early).getTotalCount()).isOne();
        counts.record(1_000);

        assertThat(readBy(early).getTotalCount()).isOne();
        assertThat(readBy(counts.reader()).getTotalCount()).isEqualTo(2);
    }

    @Test
    void nothingIsLostOrSeenTwiceWhileAnotherThreadWrites() {
        int values = 2_000_000;
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < values; i++) {
                counts.record((i % 5_000) * 1_000L);
            }
        });
        LatencyCounts.Reader reader = counts.reader();
        Histogram sum = LatencyCounts.empty();
        while (!writing.isDone()) {
            reader.addTo(sum);
        }
        writing.join();
        reader.addTo(sum);

        assertThat(sum.getTotalCount()).isEqualTo(values);
        assertThat(sum.getCountAtValue(1_234)).isEqualTo(values / 5_000);
    }

    private static Histogram readBy(LatencyCounts.Reader reader) {
        Histogram read = LatencyCounts.empty();
        reader.addTo(read);
        return read;
    }
}
