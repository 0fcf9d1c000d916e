package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.bridge.observe.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard as Grafana would read it. */
class DashboardTest {

    private static final Path FILE = Chart.FOLDER.resolve("dashboards/sluice.json");
    private static final int GRID = 24;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z]\\w*)}?");
    private static final JsonNode DASHBOARD = read();

    @Test
    void everyQueryIsOneAndAsksForWhatSluiceExposes() {
        for (var panel : panels()) {
            for (var target : panel.path("targets")) {
                String title = panel.path("title").asText();
                var query = QueryCheck.of(title, expanded(target.path("expr").asText()));
                QueryCheck.legend(title, query, target.path("legendFormat").asText());
            }
        }
        for (var annotation : DASHBOARD.at("/annotations/list")) {
            if (annotation.has("expr")) {
                var query = QueryCheck.of(
                        "annotation", expanded(annotation.path("expr").asText()));
                QueryCheck.legend(
                        "annotation", query, annotation.path("textFormat").asText());
            }
        }
    }

    @Test
    void everyMetricOfSluicesOwnIsOnIt() {
        Set<String> shown = new HashSet<>();
        for (var panel : panels()) {
            for (var target : panel.path("targets")) {
                QueryCheck.of("panel", expanded(target.path("expr").asText()))
                        .selectors()
                        .forEach(selector -> shown.add(selector.metric()));
            }
        }
        for (var metric : Metric.values()) {
            assertThat(shown).as("shown").containsAnyElementsOf(ExposedMetrics.series(metric));
        }
    }

    @Test
    void everySeriesIsChosenByJobNamespaceAndPod() {
        for (var panel : panels()) {
            for (var target : panel.path("targets")) {
                assertThat(QueryCheck.of("panel", expanded(target.path("expr").asText()))
                                .selectors())
                        .as(panel.path("title").asText())
                        .allSatisfy(selector -> assertThat(selector.labels()).contains("job", "namespace", "pod"));
            }
        }
    }

    @Test
    void everyVariableThatIsUsedIsDefined() {
        Set<String> defined = new TreeSet<>();
        DASHBOARD
                .at("/templating/list")
                .forEach(variable -> defined.add(variable.path("name").asText()));
        Set<String> used = new TreeSet<>();
        VARIABLE.matcher(DASHBOARD.toString()).results().forEach(found -> used.add(found.group(1)));

        assertThat(defined).containsExactlyInAnyOrder("datasource", "job", "namespace", "pod");
        assertThat(used).isEqualTo(defined);
    }

    @Test
    void everyPanelSaysWhatItShowsInWhichUnitAndWhatToDo() {
        assertThat(panels().size()).isGreaterThan(40);
        for (var panel : panels()) {
            String title = panel.path("title").asText();
            assertThat(title).isNotBlank();
            assertThat(panel.path("description").asText()).as(title).hasSizeGreaterThan(20);
            assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                    .as(title)
                    .isNotBlank();
            assertThat(panel.at("/fieldConfig/defaults/thresholds/steps/0/value")
                            .isNull())
                    .as("%s: the first threshold is the base", title)
                    .isTrue();
            assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
            assertThat(panel.path("targets")).as(title).isNotEmpty();
        }
        assertThat(panels()).extracting(panel -> panel.path("title").asText()).doesNotHaveDuplicates();
    }

    @Test
    void everyLinkLeadsToAHeadingOfTheDocs() {
        var links = DASHBOARD.findValuesAsText("url");

        assertThat(links).hasSizeGreaterThan(30).allMatch(Docs::has);
    }

    @Test
    void noPanelLiesOnAnother() {
        Set<String> taken = new HashSet<>();
        List<Integer> ids = new ArrayList<>();
        for (var panel : everythingIn(DASHBOARD.path("panels"))) {
            ids.add(panel.path("id").asInt());
        }
        assertThat(ids).doesNotHaveDuplicates().doesNotContain(0);
        for (var panel : DASHBOARD.path("panels")) {
            lay(taken, panel);
        }
        for (var row : DASHBOARD.path("panels")) {
            Set<String> inside = new HashSet<>();
            row.path("panels").forEach(panel -> lay(inside, panel));
        }
    }

    private static void lay(Set<String> taken, JsonNode panel) {
        var place = panel.path("gridPos");
        assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(GRID);
        for (int x = 0; x < place.path("w").asInt(); x++) {
            for (int y = 0; y < place.path("h").asInt(); y++) {
                assertThat(taken.add((place.path("x").asInt() + x) + "/"
                                + (place.path("y").asInt() + y)))
                        .as(panel.path("title").asText())
                        .isTrue();
            }
        }
    }

    /** What Grafana would put in place of its own variables; the others stand for any text in quotes. */
    static String expanded(String query) {
        return query.replace("$__rate_interval", "2m");
    }

    static List<JsonNode> panels() {
        return everythingIn(DASHBOARD.path("panels")).stream()
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    private static List<JsonNode> everythingIn(JsonNode panels) {
        List<JsonNode> found = new ArrayList<>();
        for (var panel : panels) {
            found.add(panel);
            found.addAll(everythingIn(panel.path("panels")));
        }
        return found;
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper().readTree(FILE.toFile());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
