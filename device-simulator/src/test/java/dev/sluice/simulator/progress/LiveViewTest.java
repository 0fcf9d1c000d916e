package dev.sluice.simulator.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.simulator.measure.Generator;
import dev.sluice.simulator.measure.Latencies;
import dev.sluice.simulator.measure.Mark;
import dev.sluice.simulator.measure.Measured;
import dev.sluice.simulator.measure.Percentiles;
import dev.sluice.simulator.measure.Second;
import dev.sluice.simulator.measure.Totals;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LiveViewTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private long now;

    @Test
    void aTerminalSeesHowFarTheRunIsAndWhatItsLastSecondWasLike() {
        view(ProgressLine.Style.TERMINAL, false, 100).show(() -> measured(12));

        assertThat(visible()).isEqualTo("""
                smart-meters → tcp://h:1883                                                         12.0 s of 60.0 s
                ━━━━━━━━━━━━━━━━━━━───────────────────────────────────────────────────────────────────────────  20 %
                  rate      offered 2,000/s  sent 1,980/s  acknowledged 1,970/s     ████████████
                  latency   p50 1.2 ms  p99 8.1 ms  p99.9 20.0 ms  max 41.0 ms      ████████████
                  to Kafka  p50 4.0 ms  p99 12.0 ms  p99.9 30.0 ms  max 60.0 ms     ████████████
                  devices   490 of 500 connected  reconnects 4  failed 5            ████████████
                  generator CPU 34 %  late by p99 300 µs
                  errors    0x97 quota exceeded 3 · connection lost 2
                  faults    drop 7
                  at 3 s    100 devices drop their connections
                """.strip());
    }

    @Test
    void itIsDrawnAgainInPlaceAndTakenAwayInTheEnd() {
        LiveView view = view(ProgressLine.Style.TERMINAL, false, 100);
        view.show(() -> measured(1));
        int rows = (int) visible().lines().count();
        shown.reset();

        now += 300_000_000L;
        view.show(() -> measured(2));
        assertThat(shown.toString(UTF_8)).contains("\u001b[" + rows + "A");
        shown.reset();
        view.close();

        assertThat(shown.toString(UTF_8)).isEqualTo("\u001b[" + rows + "A\r\u001b[J");
    }

    @Test
    void itIsDrawnFourTimesASecondAtMost() {
        LiveView view = view(ProgressLine.Style.TERMINAL, false, 100);
        view.show(() -> measured(1));
        shown.reset();

        now += 100_000_000L;
        view.show(() -> {
            throw new AssertionError("nobody asked");
        });

        assertThat(shown.size()).isZero();
    }

    @Test
    void noRowIsWiderThanTheTerminal() {
        for (int width : new int[] {40, 60, 80, 120}) {
            shown.reset();
            view(ProgressLine.Style.TERMINAL, true, width).show(() -> measured(30));

            assertThat(visible().lines()).as("width %d", width).allMatch(line -> line.length() <= width);
        }
    }

    @Test
    void coloursAreThereOnlyWhereTheyAreWanted() {
        view(ProgressLine.Style.TERMINAL, true, 80).show(() -> measured(3));
        assertThat(shown.toString(UTF_8)).contains("\u001b[32m");
        shown.reset();
        view(ProgressLine.Style.TERMINAL, false, 80).show(() -> measured(3));

        assertThat(shown.toString(UTF_8)).doesNotContainPattern("\u001b\\[\\d+m");
    }

    @Test
    void elsewhereThereIsALineEveryFiveSeconds() {
        LiveView view = view(ProgressLine.Style.PLAIN, false, 80);
        for (int second = 1; second <= 11; second++) {
            now += 1_000_000_000L;
            int sofar = second;
            view.show(() -> measured(sofar));
        }

        assertThat(shown.toString(UTF_8)).isEqualTo("""
                  5.0 s  sent 9,900  acknowledged 9,850  1,970/s  p50 1.2 ms  p99 8.1 ms  Kafka p99 12.0 ms  connected 490  failures 10
                 10.0 s  sent 19,800  acknowledged 19,700  1,970/s  p50 1.2 ms  p99 8.1 ms  Kafka p99 12.0 ms  connected 490  failures 10
                """);
    }

    @Test
    void quietShowsNothing() {
        LiveView view = view(ProgressLine.Style.SILENT, false, 80);
        now += 3_600_000_000_000L;
        view.show(() -> measured(3));
        view.say("something");
        view.close();

        assertThat(shown.size()).isZero();
    }

    @Test
    void sparksScaleToTheHighestAndLeaveGaps() {
        assertThat(Sparks.of(new double[] {9, 0, 1, Double.NaN, 7}, 4)).isEqualTo("▁▂ █");
        assertThat(Sparks.of(new double[] {0, 0}, 4)).isEqualTo("▁▁");
    }

    private LiveView view(ProgressLine.Style style, boolean coloured, int width) {
        return new LiveView(
                new PrintStream(shown, true, UTF_8),
                new Terminal(style, coloured, width),
                () -> now,
                "smart-meters → tcp://h:1883",
                60);
    }

    /** Without what only moves the cursor or paints. */
    private String visible() {
        return shown.toString(UTF_8)
                .replaceAll("\u001b\\[[?0-9]*[A-Za-z]", "")
                .replace("\r", "")
                .strip();
    }

    private static Measured measured(int seconds) {
        List<Second> series = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            series.add(second(i));
        }
        Totals totals = new Totals(
                2_000L * seconds,
                1_980L * seconds,
                0,
                1_970L * seconds,
                3,
                0,
                0,
                500,
                500,
                4,
                5,
                2,
                0,
                0,
                0,
                0,
                Map.of("connection lost", 2L, "0x97 quota exceeded", 3L),
                Map.of("drop", 7L),
                1,
                2,
                0);
        Histogram none = new Histogram(3);
        return new Measured(
                Instant.EPOCH,
                seconds,
                0,
                series,
                totals,
                new Latencies(none, none, none, none, none, none),
                List.of(new Mark(3, "storm", "100 devices drop their connections")),
                List.of());
    }

    private static Second second(int at) {
        Percentiles latency = new Percentiles(1_970, 1_200, 8_100, 20_000, 41_000);
        return new Second(
                at,
                1,
                2_000,
                1_980,
                1_970,
                0,
                0,
                0,
                latency,
                latency,
                new Percentiles(1_970, 4_000, 12_000, 30_000, 60_000),
                490,
                0,
                0,
                0,
                0,
                Percentiles.NONE,
                Map.of(),
                Map.of(),
                new Generator(0.34, 0.6, latency, new Percentiles(100, 100, 300, 400, 500), 1 << 26));
    }
}
