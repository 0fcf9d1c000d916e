package dev.sluice.sandbox.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignReportTest {

    @TempDir
    Path folder;

    @Test
    void aCampaignWithoutAnyProblemPasses() {
        var report = Reports.good();

        assertThat(report.passed()).isTrue();
        assertThat(report.conclusion())
                .endsWith(
                        "Nothing acknowledged was lost: 1,100 acknowledged messages, 2 faults, 0 lost.",
                        "audit: sent=1100 acknowledged=1100 stored=1100 lost=0 duplicated=7 reordered=0");
        assertThat(report.ofQos(2).duplicated()).isEqualTo(2);
    }

    @Test
    void aLossADisorderAnUnfoundControlAndAnEndlessSilenceFailIt() {
        assertThat(Reports.withLosses(3).problems()).containsExactly("3 acknowledged messages are not in Kafka.");
        assertThat(Reports.withADisorder().passed()).isFalse();
        assertThat(Reports.whoseControlWasNotFound().problems())
                .singleElement()
                .asString()
                .startsWith("A loss that was made on purpose was not found");
        assertThat(Reports.thatNeverRecovered().problems())
                .singleElement()
                .asString()
                .contains("fault 2 (slow-links)");
    }

    @Test
    void duplicatesOfQos2FailItUnlessTheBridgeEnded() {
        assertThat(Reports.withoutTheKill().problems())
                .singleElement()
                .asString()
                .startsWith("2 messages of QoS 2 are in Kafka more than once");
    }

    @Test
    void thePageIsWholeAndNeedsNothingElse() throws IOException {
        String page = written("report.html", Reports.good());

        assertThat(page)
                .contains("Nothing acknowledged was lost", "1,100", "bridge-kill", "a &lt;note&gt;", "commit 1234567")
                .contains("./sluice audit --seed 4 --faults 2 --messages 1000")
                .doesNotContain("{{", "<script", "http:", "https:", "src=", "@import", "url(");
    }

    @Test
    void aFailureStandsAtTheTopOfThePage() throws IOException {
        String page = written("report.html", Reports.withLosses(3));

        assertThat(page).contains("class=\"bad\"", "<li>3 acknowledged messages are not in Kafka.</li>");
    }

    @Test
    void theTextIsMarkdownWithTheFiguresLast() throws IOException {
        String text = written("report.md", Reports.good());

        assertThat(text)
                .startsWith("# Fault campaign\n\n**Nothing acknowledged was lost")
                .contains(
                        "| 1 | 0:00:05 | bridge-kill | 1.1 s | 100 | 42 | 42 | 2.4 s | 1.3 s | 4.0 s | 100 | 60 | 300 |  |")
                .contains("| QoS 1, MQTT 5 | 600 | 600 | 600 | 0 | 5 | 4 | 3 | 0 | 0 |")
                .contains("power loss")
                .endsWith("duplicated=7 reordered=0\n```\n");
        assertThat(written("report.txt", Reports.good())).isEqualTo(text);
    }

    @Test
    void programsReadTheSameFigures() throws IOException {
        var json = new ObjectMapper().readTree(written("report.json", Reports.good()));

        assertThat(json.path("passed").asBoolean()).isTrue();
        assertThat(json.at("/all/acknowledged").asLong()).isEqualTo(1_100);
        assertThat(json.at("/faults/0/fault/kind").asText()).isEqualTo("BRIDGE_KILL");
        assertThat(json.at("/plan").size()).isEqualTo(2);
        assertThat(json.at("/acknowledgedPerSecond/3").asLong()).isEqualTo(4_000);
    }

    @Test
    void anyOtherEndingIsRefusedBeforeAnythingRuns() {
        assertThatThrownBy(() -> new ReportFile(folder.resolve("report.pdf")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(".html, .json, .md or .txt");
    }

    private String written(String name, CampaignReport report) throws IOException {
        Path file = folder.resolve(name);
        new ReportFile(file).write(report);
        return Files.readString(file);
    }
}
