package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How a pod ends. */
class ShutdownTest {

    static List<Story> stories() {
        return Story.all();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void graceCoversNoticeSpreadAndDrainWithTenSecondsToSpare(Story story, @TempDir Path folder) {
        var manifests = story.rendered();
        var shutdown = Verdict.on(manifests, folder).settings().orElseThrow().shutdown();

        assertThat(Duration.ofSeconds(grace(manifests)))
                .isGreaterThanOrEqualTo(shutdown.notice()
                        .plus(shutdown.spread())
                        .plus(shutdown.drain())
                        .plusSeconds(10));
    }

    @ParameterizedTest
    @CsvSource({"0s, 0s, 250ms, 11", "5s, 20s, 15s, 50", "1s, 1h, 2m, 3731"})
    void graceIsComputedFromWhatShuttingDownMayTake(String notice, String spread, String drain, long seconds) {
        var shutdown = "shutdown: { notice: %s, spread: %s, drain: %s }".formatted(notice, spread, drain);

        assertThat(grace(Chart.with(shutdown))).isEqualTo(seconds);
    }

    @Test
    void aGraceThatIsTooShortIsRefusedWithWhatIsNeeded() {
        assertThat(Chart.refusal("terminationGracePeriodSeconds: 20"))
                .contains("terminationGracePeriodSeconds: 20 is too short", "50 seconds");
    }

    @Test
    void aLongerGraceIsTaken() {
        assertThat(grace(Chart.with("terminationGracePeriodSeconds: 300"))).isEqualTo(300);
    }

    @Test
    void sigtermDoesEverything() {
        assertThat(Chart.with().pod().container().has("lifecycle")).isFalse();
    }

    @Test
    void whatIsUnderShutdownIsWhatSluiceReads() {
        assertThat(Chart.with("shutdown: { drain: 42s, serverReference: 'b.example.com' }")
                        .sluiceYaml()
                        .path("shutdown"))
                .isEqualTo(Yaml.read("{ notice: 5s, spread: 20s, drain: 42s, server-reference: b.example.com }"));
        assertThat(Chart.refusal("config: { shutdown: { drain: 42s } }")).contains("Write it under shutdown");
    }

    @Test
    void replicasAreReplacedOneByOneAndEachIsReadyFirst() {
        var rollout = Chart.with().workload().at("/spec/strategy/rollingUpdate");

        assertThat(rollout.path("maxUnavailable").asInt(-1)).isZero();
        assertThat(rollout.path("maxSurge").asInt()).isEqualTo(1);
        assertThat(Chart.with().workload().at("/spec/minReadySeconds").asInt()).isPositive();
    }

    private static long grace(Manifests manifests) {
        return manifests.pod().spec().path("terminationGracePeriodSeconds").asLong();
    }
}
