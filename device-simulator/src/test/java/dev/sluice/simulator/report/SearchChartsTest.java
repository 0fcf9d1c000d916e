package dev.sluice.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchChartsTest {

    private static final String DOT = "<path class=\"step held\" d=\"M%s";
    private static final String CROSS = "<path class=\"step missed\" d=\"M%s";
    private static final TriedRate HELD = new TriedRate(200, 200, 200, 1.0, 10.0, false, "");
    private static final TriedRate MISSED = new TriedRate(400, 400, 300, 50.0, 1_000.0, false, "75.0 % was <taken>");
    private static final TriedRate CONFIRMED = new TriedRate(200, 200, 199, 2.0, 20.0, true, "");

    @TempDir
    private Path folder;

    @Test
    void eachStepStandsAtWhatWasDueAndWhatWasTaken() throws IOException {
        String rates = charts(search(200.0, HELD, MISSED)).get(0);

        assertThat(rates)
                .as("due in the middle of 0 to 400, taken in the middle")
                .contains("cx=\"584\" cy=\"159\"", DOT.formatted("579.5 159a"));
        assertThat(rates)
                .as("due at the right, three quarters taken")
                .contains("cx=\"1106\" cy=\"100.5\"", CROSS.formatted("1101.5 96l"));
        assertThat(rates)
                .contains("<path class=\"line thin acknowledged\" d=\"M584 159L1106 100.5\"/>")
                .as("99 of 100 of what is due")
                .contains("<path class=\"line objective\" d=\"M62 276L1106 44.3\"/>");
    }

    @Test
    void whereByChanceFewerWereDueThanOfferedAllOfThemTakenIsWithinTheObjective() throws IOException {
        TriedRate fewer = new TriedRate(220, 200, 200, 1.0, 10.0, true, "");

        assertThat(charts(search(220.0, fewer, MISSED)).get(0))
                .contains(DOT.formatted("579.5 159a"))
                .as("the capacity's flag is where the mark is")
                .contains("<line class=\"mark\" x1=\"584\"", ">capacity 220/s</text>");
    }

    @Test
    void latenciesStandAgainstTheirObjective() throws IOException {
        String latencies = charts(search(200.0, HELD, MISSED)).get(1);

        assertThat(latencies)
                .as("1 ms to 1 s are three powers of ten on 234; the objective is 100 ms")
                .contains("<line class=\"line objective\" x1=\"62\" y1=\"120\" x2=\"1106\" y2=\"120\"/>")
                .contains("<path class=\"line thin p99\" d=\"M584 198L1106 42\"/>")
                .contains("<path class=\"line thin p50\" d=\"M584 276L1106 143.5\"/>", "p99 at most 100.0 ms")
                .contains(DOT.formatted("579.5 198a"), CROSS.formatted("1101.5 37.5l"));
    }

    @Test
    void aStepTellsItsFiguresAndItsFailureToThePointer() throws IOException {
        assertThat(page(search(200.0, HELD, MISSED, CONFIRMED)))
                .contains(
                        "<title>step 1 of 3: 200/s offered, 200/s due, 200/s taken, p50 1.0 ms, p99 10.0 ms; held</title>")
                .contains(
                        "step 2 of 3: 400/s offered, 400/s due, 300/s taken, p50 50.0 ms, p99 1.00 s; did not hold: 75.0 % was &lt;taken&gt;")
                .contains("p99 20.0 ms; held (tried for longer)</title>");
    }

    @Test
    void whatWasTriedForLongerHasARingAndIsNotOnTheLine() throws IOException {
        String rates = charts(search(200.0, HELD, MISSED, CONFIRMED)).get(0);

        assertThat(rates)
                .containsOnlyOnce("<path class=\"step ring\" d=\"M575 159.6a9 9")
                .contains("<path class=\"line thin acknowledged\" d=\"M584 159L1106 100.5\"/>");
    }

    @Test
    void theCapacityThatWasFoundIsMarkedInBothCharts() throws IOException {
        assertThat(charts(search(200.0, HELD, MISSED, CONFIRMED)))
                .hasSize(2)
                .allMatch(chart -> chart.contains("<line class=\"mark\" x1=\"584\" y1=\"18\" x2=\"584\" y2=\"276\"/>"))
                .allMatch(chart -> chart.contains(">capacity 200/s</text>"));
        assertThat(page(search(null, HELD, MISSED))).doesNotContain("capacity 200/s");
    }

    @Test
    void aStepThatWasSilentForTooLongIsMissedAtTheUpperEdge() throws IOException {
        TriedRate silent =
                new TriedRate(400, 400, 100, 5.0, null, false, "there were seconds in which nothing was acknowledged");

        assertThat(charts(search(200.0, HELD, silent)).get(1))
                .contains(CROSS.formatted("1101.5 37.5l"), ">no p99</text>", "<path class=\"line thin p99\" d=\"M584 ");
    }

    @Test
    void whereNobodyAcknowledgesThereIsNoLatencyToPlot() throws IOException {
        assertThat(charts(search(200.0, new TriedRate(200, 200, 200, null, null, false, ""))))
                .hasSize(1);
    }

    @Test
    void whatIsNoSearchOrHasNoStepHasNoSuchCharts() throws IOException {
        assertThat(page(null)).doesNotContain("<h2>The search</h2>");
        assertThat(page(search(null))).doesNotContain("<h2>The search</h2>");
    }

    @Test
    void aSearchSurvivesJsonWithWhatWasNotMeasured() throws IOException {
        RunReport report =
                Reports.full().searched(search(null, HELD, new TriedRate(400, 400, 0, null, null, false, "why")));
        Path json = folder.resolve("run.json");
        ReportFile.write(json, report);

        assertThat(ReportFile.read(json)).isEqualTo(report);
        assertThat(Files.readString(json))
                .contains("\"found\":null", "\"p99Millis\":null")
                .doesNotContain("NaN");
    }

    private static RateSearch search(Double found, TriedRate... steps) {
        return new RateSearch(100, 0.99, found, List.of(steps));
    }

    /** The charts of the search, each from its beginning to its end. */
    private List<String> charts(RateSearch search) throws IOException {
        String page = page(search);
        String section = page.substring(page.indexOf("<h2>The search</h2>"));
        return List.of(section.substring(0, section.indexOf("</section>")).split("<figure>")).stream()
                .skip(1)
                .toList();
    }

    private String page(RateSearch search) throws IOException {
        Path file = folder.resolve("run.html");
        ReportFile.write(file, Reports.full().searched(search));
        return Files.readString(file);
    }
}
