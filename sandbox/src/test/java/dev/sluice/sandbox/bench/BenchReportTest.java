package dev.sluice.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.sandbox.bench.ThreadTimes.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {

    private static final BenchSettings SETTINGS = new BenchSettings(
            2_000_000, 3, 100, 20, 8, 200, Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    @TempDir
    Path folder;

    @Test
    void ratioIsTheMedianOfTheRoundsOwnRatios() throws Exception {
        var report = report(round(500_000, 200_000, 0), round(400_000, 200_000, 0), round(100_000, 90_000, 0));

        report.writeJson(folder.resolve("figures.json"));

        var figures = new ObjectMapper().readTree(folder.resolve("figures.json").toFile());
        assertThat(figures.path("median").path("ratio").asDouble()).isEqualTo(0.5);
        assertThat(figures.path("rounds")).hasSize(3);
        assertThat(report.text()).contains("Sluice / ProducerPerformance = 0.50 (whole runs); 0.38 once both are warm");
    }

    @Test
    void cpuIsGivenPerAcknowledgedMessage() {
        assertThat(report(round(500_000, 200_000, 0)).text())
                .contains("3.00  bridge, of which")
                .contains("2.00  event loops")
                .contains("1.50  Kafka");
    }

    @Test
    void aRecordThatKafkaDoesNotHaveIsDishonest() {
        var report = report(round(500_000, 200_000, 0), round(500_000, 200_000, -1));

        assertThat(report.isHonest()).isFalse();
        assertThat(report.text())
                .contains("NOT AN HONEST NUMBER: 4,000,000 messages were acknowledged, and Kafka's topics grew by"
                        + " 3,999,999.");
    }

    @Test
    void aRecordThatNobodyWasToldOfIsDishonestToo() {
        assertThat(report(round(500_000, 200_000, 1)).isHonest()).isFalse();
    }

    @Test
    void aMachineInOtherHandsIsSaid() {
        assertThat(report(round(500_000, 200_000, 0)).text()).contains("Other programs took much");
    }

    @Test
    void noLineIsLongerThanAHundredColumns() {
        assertThat(report(round(1_500_000, 1_200_000, 0)).text().lines()).allMatch(line -> line.length() <= 100);
    }

    private static BenchReport report(Round... rounds) {
        return new BenchReport(SETTINGS, List.of(rounds), 0.25, Optional.empty());
    }

    private static Round round(double rawPerSecond, double perSecond, long storedTooMany) {
        long acknowledged = 2_000_000;
        return new Round(
                new RawProducer.Result(rawPerSecond, 2 * rawPerSecond, 3, 16, Duration.ofSeconds(8), 0),
                acknowledged,
                Duration.ofSeconds(3),
                new Devices.Result(acknowledged, acknowledged, perSecond, 10, 6_800, 15_000, 0, Duration.ofSeconds(2)),
                1.5 * perSecond,
                Duration.ofSeconds(6),
                new ThreadTimes(Map.of(Work.EVENT_LOOPS, Duration.ofSeconds(4))),
                Duration.ofSeconds(3),
                acknowledged + storedTooMany,
                0.2,
                2.0);
    }
}
