package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What pods may do: nothing beyond their own process. This is Kubernetes' standard "restricted", and more. */
class PodSecurityTest {

    private static final String EVERYTHING = "simulator: { enabled: true }";

    static List<Pod> pods() {
        return Chart.with(EVERYTHING).pods();
    }

    @Test
    void thereAreTheBridgeTheCanaryAndTheSimulator() {
        assertThat(pods()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("pods")
    void noContainerCanWriteItsRoot(Pod pod) {
        assertThat(pod.containers())
                .allSatisfy(container -> assertThat(container
                                .at("/securityContext/readOnlyRootFilesystem")
                                .asBoolean())
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("pods")
    void noContainerHasAnyCapabilityOrGetsMore(Pod pod) {
        assertThat(pod.containers()).allSatisfy(container -> {
            assertThat(container.at("/securityContext/capabilities")).isEqualTo(Yaml.read("drop: [ALL]"));
            assertThat(container.at("/securityContext/allowPrivilegeEscalation"))
                    .isEqualTo(Yaml.read("false"));
            assertThat(container.at("/securityContext").has("privileged")).isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("pods")
    void nobodyIsRoot(Pod pod) {
        var security = pod.spec().path("securityContext");

        assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(security.path("runAsUser").asInt()).isEqualTo(10001);
        assertThat(security.path("runAsGroup").asInt()).isEqualTo(10001);
        assertThat(security.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    }

    @ParameterizedTest
    @MethodSource("pods")
    void noPodHasATokenOfTheCluster(Pod pod) {
        assertThat(pod.spec().path("automountServiceAccountToken")).isEqualTo(Yaml.read("false"));
        assertThat(pod.spec().path("enableServiceLinks")).isEqualTo(Yaml.read("false"));
        assertThat(Chart.with().one("ServiceAccount", "sluice").path("automountServiceAccountToken"))
                .isEqualTo(Yaml.read("false"));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void nothingOfTheNodeIsShared(Pod pod) {
        assertThat(List.of("hostNetwork", "hostPID", "hostIPC")).noneMatch(pod.spec()::has);
        for (JsonNode volume : pod.spec().path("volumes")) {
            assertThat(volume.has("hostPath")).as(volume.toString()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("pods")
    void whatCanBeWrittenIsBounded(Pod pod) {
        for (JsonNode volume : pod.spec().path("volumes")) {
            if (volume.has("emptyDir")) {
                assertThat(volume.at("/emptyDir/sizeLimit").asText())
                        .as(volume.toString())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void theClusterChoosesTheUserWhereItWantsTo() {
        var security = Chart.with("user: null").pod().spec().path("securityContext");

        assertThat(security.has("runAsUser")).isFalse();
        assertThat(security.has("fsGroup")).isFalse();
        assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
    }

    @Test
    void rootIsRefused() {
        assertThat(Chart.refusal("user: 0")).contains("/user");
    }
}
