package dev.sluice.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {

    private static final RunReport REPORT = Reports.full();

    @TempDir
    private Path folder;

    @Test
    void whatWasWrittenAsJsonIsReadBackTheSame() throws IOException {
        Path file = folder.resolve("deep/down/run.json");
        ReportFile.write(file, REPORT);

        assertThat(ReportFile.read(file)).isEqualTo(REPORT);
        assertThat(file.resolveSibling("run.json.unfinished")).doesNotExist();
    }

    @Test
    void programsFindFiguresByTheirDocumentedNames() throws IOException {
        JsonNode json = new ObjectMapper().readTree(written("run.json"));

        assertThat(json.path("format").asText()).isEqualTo("sluice-run/1");
        assertThat(json.at("/totals/sent").asLong()).isEqualTo(240_000);
        assertThat(json.at("/series/3/sinceDue/p99").asLong()).isPositive();
        assertThat(json.at("/series/3/generator/cpu").isNumber()).isTrue();
        assertThat(json.at("/marks/0/kind").asText()).isEqualTo("broker-freeze");
        assertThat(json.at("/verdicts/1/held").asBoolean()).isFalse();
        assertThat(json.at("/setup/command").asText()).startsWith("sluice simulate run smart-meters");
        assertThat(json.at("/latencies/sinceDue").asText()).startsWith("HISTFAAA");
    }

    @Test
    void aFileThatIsThereIsReplacedAsAWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("run.json"), "what was there before");

        ReportFile.write(file, REPORT);

        assertThat(ReportFile.read(file).title()).isEqualTo("smart-meters");
    }

    @Test
    void percentilesComeInTheFormOfHdrHistogram() throws IOException {
        List<String> lines = written("run.hgrm").lines().toList();

        assertThat(lines.get(0)).contains("Value", "Percentile", "TotalCount", "1/(1-Percentile)");
        assertThat(lines).anyMatch(line -> line.matches("#\\[Mean +=.*"));
        assertThat(lines)
                .filteredOn(line -> line.contains("0.990625"))
                .singleElement()
                .satisfies(line -> {
                    double millis = Double.parseDouble(line.strip().split(" +")[0]);
                    assertThat(millis).isBetween(1.0, 4_000.0);
                });
    }

    @Test
    void anyOtherEndingIsRefusedBeforeAnythingRuns() {
        for (String name : List.of("report.pdf", "report", "html")) {
            assertThatThrownBy(() -> ReportFile.check(Path.of(name)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(".html, .json or .hgrm")
                    .hasMessageContaining(name);
        }
        Stream.of("a.html", "b.json", "c.hgrm").map(Path::of).forEach(ReportFile::check);
    }

    @Test
    void whatIsNoReportIsNotReadAndNamed() throws IOException {
        for (String text :
                List.of("", "[]", "{\"format\":\"sluice-run/2\"}", "{\"format\":\"sluice-run/1\"}", "no json")) {
            Path file = Files.writeString(folder.resolve("other.json"), text);

            assertThatThrownBy(() -> ReportFile.read(file))
                    .isInstanceOf(ReportFormatException.class)
                    .hasMessageContaining("other.json");
        }
    }

    @Test
    void thePageNeedsNothingFromAnywhere() throws IOException {
        String page = written("run.html");

        assertThat(page)
                .contains(
                        "<title>smart-meters</title>",
                        "1 of 2 objectives missed",
                        "broker-freeze",
                        "cut off on purpose, which is no failure")
                .doesNotContain("{{", "http:", "https:", "src=", "@import", "url(", "<link", "NaN", "Infinity");
        assertThat(page.length()).isLessThan(1_000_000);
    }

    @Test
    void whatOthersSayCannotBecomeMarkup() throws IOException {
        Setup setup = new Setup("<script>", "tcp://h", "lean", 1, "run '<b>'", java.util.Map.of("{{title}}", "a&b"));
        Path file = folder.resolve("run.html");
        ReportFile.write(
                file, RunReport.of("<img>", setup, dev.sluice.simulator.measure.SimulatedRun.measured(), true));

        assertThat(Files.readString(file))
                .contains("<h1>&lt;img&gt;</h1>", "&lt;script&gt;", "{{title}}", "a&amp;b", "told to stop")
                .doesNotContain("<img");
    }

    @Test
    void aConclusionAndItsTableStandOnTopAndSurviveJson() throws IOException {
        Path page = folder.resolve("run.html");
        Path json = folder.resolve("run.json");
        RunReport report = REPORT.concluded(
                        new Conclusion("37,500/s", "is the highest rate that holds", "p99", true, "It holds 37,500/s."))
                .tabled(new ReportTable(
                        "Steps", "Read it so.", List.of("rate", ""), List.of(List.of("1", "<b>")), List.of(0)));
        ReportFile.write(page, report);
        ReportFile.write(json, report);

        assertThat(Files.readString(page))
                .contains("<b>37,500/s</b>", "It holds 37,500/s.", "<h2>Steps</h2>", "<td>&lt;b&gt;</td>", "missed")
                .doesNotContain("<td><b>");
        assertThat(ReportFile.read(json)).isEqualTo(report);
        assertThat(RunText.of(report)).contains("Steps:").anyMatch(line -> line.startsWith("It holds 37,500/s."));
    }

    @Test
    void aReportOfAnEarlierVersionHasNeitherWarmUpNorConclusion() throws IOException {
        String json = written("run.json")
                .replaceFirst("\"conclusion\":null,", "")
                .replaceFirst("\"tables\":\\[],?", "")
                .replaceFirst("\"search\":null,?", "")
                .replaceFirst("\"warmUpSeconds\":0.0,", "")
                .replaceFirst("\"cutOff\":100,", "");
        Path file = Files.writeString(folder.resolve("old.json"), json.replace(",}", "}"));

        RunReport read = ReportFile.read(file);

        assertThat(json).doesNotContain("warmUpSeconds", "tables", "search", "conclusion", "cutOff");
        assertThat(read.tables()).isEmpty();
        assertThat(read.conclusion()).isNull();
        assertThat(read.search()).isNull();
        assertThat(read.warmUpSeconds()).isZero();
    }

    @Test
    void theWarmUpIsShadedInEveryPlotOverTime() throws IOException {
        Setup setup = new Setup("s", "tcp://h", "lean", 1, "run", java.util.Map.of());
        dev.sluice.simulator.measure.Measured run = dev.sluice.simulator.measure.SimulatedRun.measured();
        Path file = folder.resolve("run.html");
        ReportFile.write(
                file,
                RunReport.of(
                        "s",
                        setup,
                        new dev.sluice.simulator.measure.Measured(
                                run.started(),
                                run.seconds(),
                                12,
                                run.series(),
                                run.totals(),
                                run.latencies(),
                                run.marks(),
                                run.warnings()),
                        false));

        String page = Files.readString(file);
        assertThat(page.split("class=\"warming\"", -1)).hasSize(1 + page.split("data-chart=", -1).length - 1);
        assertThat(page).contains("12.0 s is warm-up", ">warm-up</text>");
        assertThat(written("other.html")).doesNotContain("class=\"warming\"");
    }

    private String written(String name) throws IOException {
        Path file = folder.resolve(name);
        ReportFile.write(file, REPORT);
        return Files.readString(file);
    }
}
