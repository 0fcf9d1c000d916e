package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The alerts, and the page that says what they mean. */
class AlertsTest {

    static final Path FILE = Chart.FOLDER.resolve("alerts/sluice.yaml");
    private static final String SELECTOR = "job=~\".*sluice.*\"";
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(Sluice\\w+)` \\| `([^`]+)` \\| (\\w+) \\| (\\w+) \\| [^|]+ \\|$");
    private static final Pattern LABEL = Pattern.compile("\\$labels\\.(\\w+)");
    private static final long SCRAPED_EVERY_SECONDS = 30;

    @Test
    void theRulesAreTheTableOfTheDocs() {
        Map<String, String> documented = new TreeMap<>();
        ROW.matcher(Docs.page("operating.md"))
                .results()
                .forEach(row ->
                        documented.put(row.group(1), row.group(2) + " for " + row.group(3) + ", " + row.group(4)));
        Map<String, String> rules = new TreeMap<>();
        for (var rule : rules()) {
            rules.put(
                    rule.path("alert").asText(),
                    expression(rule).replace(", " + SELECTOR, "").replace("{" + SELECTOR + "}", "") + " for "
                            + rule.path("for").asText("0m") + ", "
                            + rule.at("/labels/severity").asText());
        }

        assertThat(rules).hasSizeGreaterThan(12).isEqualTo(documented);
    }

    @Test
    void everyAlertAsksForWhatSluiceExposes() {
        for (var rule : rules()) {
            var query = QueryCheck.of(rule.path("alert").asText(), expression(rule));
            assertThat(expression(rule).split(Pattern.quote(SELECTOR), -1))
                    .as("selectors of %s", rule.path("alert"))
                    .hasSize(query.selectors().size() + 1);
        }
    }

    /** Four scrapes, so that a lost one does not silence it. */
    @Test
    void everyAlertLooksBackOnSeveralScrapesAndWaitsAnHourAtMost() {
        for (var rule : rules()) {
            assertThat(QueryCheck.of("alert", expression(rule)).selectors())
                    .as(rule.path("alert").asText())
                    .allMatch(selector ->
                            selector.rangeSeconds() == 0 || selector.rangeSeconds() >= 4 * SCRAPED_EVERY_SECONDS)
                    .allMatch(selector -> selector.rangeSeconds() <= 600);
            assertThat(rule.path("for").asText("0m"))
                    .as(rule.path("alert").asText())
                    .matches("0m|[1-9]m|10m|1h");
        }
    }

    @Test
    void everyAlertSaysWhereWhatAndWhatToDo() {
        assertThat(rules()).extracting(rule -> rule.path("alert").asText()).doesNotHaveDuplicates();
        for (var rule : rules()) {
            String name = rule.path("alert").asText();
            assertThat(rule.at("/labels/severity").asText()).as(name).isIn("critical", "warning");
            assertThat(rule.at("/annotations/summary").asText())
                    .as(name)
                    .contains("{{")
                    .hasSizeLessThan(120);
            assertThat(rule.at("/annotations/description").asText()).as(name).hasSizeGreaterThan(80);
            assertThat(rule.at("/annotations/runbook_url").asText()).as(name).matches(Docs::has, "leads somewhere");
            var query = QueryCheck.of(name, expression(rule));
            LABEL.matcher(rule.path("annotations").toString())
                    .results()
                    .forEach(label -> assertThat(query.selectors())
                            .as("%s: label %s", name, label.group(1))
                            .allMatch(selector -> ExposedMetrics.all().has(selector.metric(), label.group(1))));
        }
    }

    static String expression(JsonNode rule) {
        return rule.path("expr").asText().strip();
    }

    static List<JsonNode> rules() {
        try {
            List<JsonNode> rules = new ArrayList<>();
            new YAMLMapper()
                    .readTree(FILE.toFile())
                    .path("groups")
                    .forEach(group -> group.path("rules").forEach(rules::add));
            return rules;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
