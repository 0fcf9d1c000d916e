package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pod of the bridge: image, memory, probes, neighbours. */
class PodTest {

    static List<Story> stories() {
        return Story.all();
    }

    @Test
    void theImageIsTheChartsVersionUnlessSaid() {
        assertThat(image()).isEqualTo("ghcr.io/sluice/sluice:0.1.0");
        assertThat(image("image: { tag: edge }")).isEqualTo("ghcr.io/sluice/sluice:edge");
    }

    @Test
    void aDigestGoesBeforeATag() {
        var digest = "sha256:" + "0".repeat(64);

        assertThat(image("image: { tag: edge, digest: '" + digest + "' }"))
                .isEqualTo("ghcr.io/sluice/sluice@" + digest);
    }

    @Test
    void sluiceRunsItsConfiguration() {
        var container = Chart.with().pod().container();

        assertThat(container.path("args")).isEqualTo(Yaml.read("[run, --config, /etc/sluice/sluice.yaml]"));
        assertThat(container.has("command")).isFalse();
        assertThat(Chart.with().pod().mountAt("/etc/sluice").path("name").asText())
                .isEqualTo("config");
    }

    @Test
    void theHeapIsAShareOfTheMemoryLimit() {
        assertThat(javaOptions()).isEqualTo("-XX:MaxRAMPercentage=50");
        assertThat(javaOptions("jvm: { heapPercent: 60, options: [-Da=b] }"))
                .isEqualTo("-XX:MaxRAMPercentage=60 -Da=b");
    }

    @ParameterizedTest
    @MethodSource("stories")
    void everyStoryHasMemoryForWhatItLetsBeInFlight(Story story, @TempDir Path folder) {
        var manifests = story.rendered();
        var memory = manifests.pod().container().at("/resources/limits/memory").asText();
        var heap = Quantity.getAmountInBytes(new Quantity(memory)).longValue() / 2;
        var inFlight = Verdict.on(manifests, folder)
                .settings()
                .orElseThrow()
                .kafka()
                .inFlight()
                .bytes();

        assertThat(heap).isGreaterThanOrEqualTo(3 * inFlight.bytes());
    }

    @Test
    void moreInFlightThanTheHeapHoldsIsRefused() {
        assertThat(Chart.refusal("config: { kafka: { in-flight: { bytes: 256MB } } }"))
                .contains("resources.limits.memory: 1Gi leaves a heap of 512 MB");
    }

    @Test
    void aPodWithoutALimitOfMemoryIsRefused() {
        assertThat(Chart.refusal("resources: { limits: null }")).contains("resources.limits.memory: write how much");
    }

    @Test
    void memoryIsSetAsideAndCpuIsNotLimited() {
        var resources = Chart.with().pod().container().path("resources");

        assertThat(resources.at("/requests/memory")).isEqualTo(resources.at("/limits/memory"));
        assertThat(resources.path("limits").has("cpu")).isFalse();
    }

    @Test
    void livenessNeverAsksHowKafkaIs() {
        var container = Chart.with().pod().container();

        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/health/live");
    }

    @Test
    void readinessSendsNewDevicesElsewhereWithinSeconds() {
        var readiness = Chart.with().pod().container().path("readinessProbe");

        assertThat(readiness.at("/httpGet/path").asText()).isEqualTo("/health/ready");
        assertThat(readiness.path("periodSeconds").asInt()
                        * readiness.path("failureThreshold").asInt())
                .isLessThanOrEqualTo(10);
    }

    @Test
    void probesReachManagement() {
        var manifests = Chart.with();

        assertThat(manifests.sluiceYaml().path("management")).isEqualTo(Yaml.read("{ host: 0.0.0.0, port: 8080 }"));
        assertThat(manifests.pod().container().path("ports"))
                .contains(Yaml.read("{ name: management, containerPort: 8080, protocol: TCP }"));
    }

    @Test
    void theAuditLogCanBeSwitchedOffWhateverYamlTakesTheWordFor() {
        for (var written : List.of("OFF", "'OFF'", "false")) {
            assertThat(Chart.with("auditLevel: " + written)
                            .pod()
                            .environment("SLUICE_AUDIT_LEVEL")
                            .orElseThrow()
                            .path("value")
                            .asText())
                    .isEqualTo("OFF");
        }
    }

    @Test
    void podsKeepApart() {
        var spread = Chart.with("spread: { zones: DoNotSchedule, nodes: Ignore }")
                .pod()
                .spec()
                .path("topologySpreadConstraints");

        assertThat(spread).hasSize(1);
        assertThat(spread.at("/0/topologyKey").asText()).isEqualTo("topology.kubernetes.io/zone");
        assertThat(spread.at("/0/whenUnsatisfiable").asText()).isEqualTo("DoNotSchedule");
        assertThat(Chart.with("spread: { zones: Ignore, nodes: Ignore }")
                        .pod()
                        .spec()
                        .has("topologySpreadConstraints"))
                .isFalse();
    }

    @Test
    void aNodeCanAlwaysBeEmptied() {
        var budget = Chart.with().one("PodDisruptionBudget", "sluice").path("spec");

        assertThat(budget.path("maxUnavailable").asInt()).isEqualTo(1);
        assertThat(budget.path("unhealthyPodEvictionPolicy").asText()).isEqualTo("AlwaysAllow");
    }

    @Test
    void thereAreAsManyReplicasAsWritten() {
        assertThat(Chart.with("replicas: 3").workload().at("/spec/replicas").asInt())
                .isEqualTo(3);
    }

    private static String image(String... values) {
        return Chart.with(values).pod().container().path("image").asText();
    }

    private static String javaOptions(String... values) {
        return Chart.with(values)
                .pod()
                .environment("SLUICE_JAVA_OPTS")
                .orElseThrow()
                .path("value")
                .asText();
    }
}
