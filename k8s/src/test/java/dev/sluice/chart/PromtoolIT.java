package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus' own tool says of queries and alerts; without it (Debian: prometheus) these are skipped. */
class PromtoolIT {

    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin/promtool"),
            Path.of("target/prometheus/usr/bin/promtool"),
            Path.of("/usr/local/bin/promtool"));

    @Test
    void theAlertsAreRulesThatPrometheusTakes() throws Exception {
        assertThat(promtool("check", "rules", AlertsTest.FILE.toString())).contains("SUCCESS");
    }

    @Test
    void theAlertsCallWhoeverShouldBeCalled() throws Exception {
        assertThat(promtool("test", "rules", "src/test/resources/alerts/played.yaml"))
                .contains("SUCCESS");
    }

    /** As recording rules, which is how the tool takes queries that are in no rule. */
    @Test
    void everyQueryOfTheDashboardIsOneForPrometheus(@TempDir Path folder) throws Exception {
        var mapper = new ObjectMapper();
        var root = mapper.createObjectNode();
        var rules = root.putArray("groups").addObject().put("name", "dashboard").putArray("rules");
        for (var panel : DashboardTest.panels()) {
            for (var target : panel.path("targets")) {
                record(rules, DashboardTest.expanded(target.path("expr").asText()));
            }
        }
        var file = Files.writeString(folder.resolve("dashboard.yaml"), mapper.writeValueAsString(root));

        assertThat(promtool("check", "rules", file.toString())).contains("SUCCESS: " + rules.size() + " rules");
    }

    private static void record(ArrayNode rules, String query) {
        rules.addObject().put("record", "panel:query:" + rules.size()).put("expr", query);
    }

    private static String promtool(String... words) throws IOException, InterruptedException {
        var tool = PLACES.stream().filter(Files::isExecutable).findFirst();
        assumeTrue(tool.isPresent(), "promtool is not installed (Debian: prometheus)");
        var process = new ProcessBuilder(Stream.concat(Stream.of(tool.get().toString()), Stream.of(words))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
