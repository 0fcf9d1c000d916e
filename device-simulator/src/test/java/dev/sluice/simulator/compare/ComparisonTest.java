package dev.sluice.simulator.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.simulator.report.Reports;
import dev.sluice.simulator.report.RunReport;
import dev.sluice.simulator.report.Setup;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final RunReport RUN = Reports.full();

    @Test
    void aRunIsAsGoodAsItself() {
        Comparison comparison = new Comparison(RUN, RUN);

        assertThat(comparison.differences())
                .filteredOn(difference -> !difference.contains("run warns"))
                .isEmpty();
        assertThat(comparison.ratios()).allMatch(ratio -> ratio.ratio() == 1);
        assertThat(comparison.failures(List.of(Threshold.parse("p99>1"), Threshold.parse("throughput<1"))))
                .isEmpty();
    }

    @Test
    void ratiosAreOfTheSecondRunToTheFirst() {
        RunReport dearer = RUN.withCpu("broker", 2 * RUN.cpuSeconds().get("broker"));

        assertThat(new Comparison(RUN, dearer).ratios())
                .filteredOn(ratio -> ratio.name().equals("cpu-broker"))
                .singleElement()
                .satisfies(ratio -> assertThat(ratio.text()).isEqualTo("2.00×"));
    }

    @Test
    void aThresholdThatIsPassedSaysByHowMuch() {
        RunReport dearer = RUN.withCpu("broker", 2 * RUN.cpuSeconds().get("broker"));
        Comparison comparison = new Comparison(RUN, dearer);

        assertThat(comparison.failures(List.of(Threshold.parse("cpu-broker > 1.5"), Threshold.parse("p99>1.2"))))
                .singleElement()
                .asString()
                .startsWith("cpu-broker>1.5: ")
                .endsWith("2.00×");
    }

    @Test
    void whatWasNotMeasuredInBothFailsItsThreshold() {
        RunReport watched = RUN.withCpu("kafka", 3);

        assertThat(new Comparison(watched, RUN).failures(List.of(Threshold.parse("cpu-kafka>2"))))
                .singleElement()
                .asString()
                .contains("not measured in both");
    }

    @Test
    void anUnknownFigureIsNamedBesideThoseThatThereAre() {
        Comparison comparison = new Comparison(RUN, RUN);

        assertThatThrownBy(() -> comparison.failures(List.of(Threshold.parse("p98>1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("p98")
                .hasMessageContaining("throughput, p50, p90, p99, p99.9");
        assertThatThrownBy(() -> Threshold.parse("p99=1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void runsOfDifferentThingsAreNoFairMatch() {
        Setup mine = RUN.setup();
        RunReport other = new RunReport(
                RUN.format(),
                RUN.title(),
                new Setup(
                        "vehicle-fleet",
                        mine.broker(),
                        mine.client(),
                        8,
                        mine.command(),
                        Map.of(Setup.RESULT + "car-", "all well")),
                RUN.started(),
                RUN.seconds() * 2,
                0,
                true,
                RUN.machine(),
                RUN.totals(),
                RUN.cpuSeconds(),
                RUN.latencies(),
                RUN.series(),
                RUN.marks(),
                List.of(),
                RUN.verdicts(),
                null,
                List.of(),
                null);

        assertThat(new Comparison(RUN, other).differences())
                .contains(
                        "the scenario differs: smart-meters and vehicle-fleet",
                        "the seed differs: 7 and 8",
                        "the duration differs: 120 s and 240 s",
                        "the second run was told to stop before its end")
                .noneMatch(difference -> difference.contains("machine"));
        assertThat(new Comparison(other, RUN).differences())
                .as("what came out is no reason not to compare it")
                .noneMatch(difference -> difference.contains("car-"));
    }
}
