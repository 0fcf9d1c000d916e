package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.settings.SluiceSettings;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change of values restarts, and what a running Sluice takes up by itself. */
class ReloadTest {

    /** One change in each section of sluice.yaml that a running process cannot change. */
    private static final Map<String, String> FIXED = Map.of(
            "mqtt", "config: { mqtt: { in-flight-per-client: 50 } }",
            "kafka", "config: { kafka: { linger.ms: 5 } }",
            "management", "management: { token: { secretName: a } }",
            "reload", "config: { reload: { interval: 10s } }",
            "shutdown", "shutdown: { drain: 20s }",
            "data", "persistence: { enabled: true }",
            "spool", "config: { spool: { max-bytes: 64MB } }");

    private static final String RULE = "config: { mappings: [{ name: a, from: \"a/{b}\", to: { topic: a } }] }";

    static Stream<String> sectionsThatAreFixed() {
        return SluiceSettings.FIXED_SECTIONS.stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("sectionsThatAreFixed")
    void aChangeThatNeedsARestartRollsThePods(String section) {
        assertThat(mark(FIXED.get(section))).isNotEqualTo(mark());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RULE,
                "config: { on-unmapped: refuse }",
                "config: { authentication: { passwords: { file: /run/secrets/a/b } } }",
                "config: { authorization: { default: allow } }",
                "schemas: { A: '{\"type\":\"string\"}' }",
                "files: { jwks.json: '{}' }",
            })
    void aChangeOfRulesSchemasOrAccessReloadsAndDoesNotRoll(String change) {
        assertThat(mark(change)).isEqualTo(mark());
        assertThat(Chart.with(change).configMap()).isNotEqualTo(Chart.with().configMap());
    }

    @Test
    void theWholePodStaysTheSameWhenOnlyARuleChanges() {
        assertThat(Chart.with(RULE).workload()).isEqualTo(Chart.with().workload());
    }

    @Test
    void withoutAWatchARuleRollsThePodsToo() {
        var unwatched = "config: { reload: { watch: false } }";

        assertThat(mark(unwatched, RULE)).isNotEqualTo(mark(unwatched));
        assertThat(mark(unwatched, "schemas: { A: '{}' }")).isNotEqualTo(mark(unwatched));
    }

    @Test
    void theFirstRuleWithExactlyOnceRollsThePodsAndTheSecondDoesNot() {
        var kept = "persistence: { enabled: true }";
        var one = "{ name: a, from: a, to: { topic: a }, exactly-once: true }";
        var other = "{ name: b, from: b, to: { topic: b }, exactly-once: true }";

        assertThat(mark(kept, "config: { mappings: [" + one + "] }")).isNotEqualTo(mark(kept));
        assertThat(mark(kept, "config: { mappings: [" + one + ", " + other + "] }"))
                .isEqualTo(mark(kept, "config: { mappings: [" + one + "] }"));
    }

    @Test
    void anotherRegistryRollsThePods() {
        assertThat(mark("config: { schemas: { registry: { url: \"http://registry:8081\" } } }"))
                .isNotEqualTo(mark());
    }

    @Test
    void anUpgradeOfTheChartAloneDoesNotRoll() {
        var labels = Chart.with().pod().tree().at("/metadata/labels");

        assertThat(labels.has("helm.sh/chart")).isFalse();
        assertThat(labels.has("app.kubernetes.io/version")).isFalse();
    }

    @Test
    void rulesAndSchemasChangeAtTheSameMoment() {
        var manifests = Chart.with(RULE, "schemas: { A: { type: record, name: A, fields: [] } }");

        assertThat(manifests.ofKind("ConfigMap")).hasSize(1);
        assertThat(manifests.configMap().path("data").has("A.avsc")).isTrue();
        assertThat(manifests.sluiceYaml().at("/schemas/folder").asText()).isEqualTo(".");
    }

    @Test
    void nothingIsMountedInAWayThatWouldNotFollowAChange() {
        for (var mount : Chart.with().pod().container().path("volumeMounts")) {
            assertThat(mount.has("subPath")).as(mount.toString()).isFalse();
        }
    }

    private static String mark(String... values) {
        var mark = Chart.with(values).pod().restartMark();
        assertThat(mark).hasSize(64);
        return mark;
    }
}
