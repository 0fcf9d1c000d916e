package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.chart.promql.Query;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingTest {

    private static final String HPA = "autoscaling: { enabled: true, inFlightShare: 60 }";
    private static final String KEDA = """
            autoscaling: { inFlightShare: 60 }
            keda: { enabled: true, prometheus: "http://prometheus:9090", spoolSeconds: 600 }
            """;
    private static final String VOLUME = "persistence: { enabled: true }";

    @Test
    void theAutoscalerGoesByCpuAndByWhatIsInFlight() {
        var autoscaler = hpa(HPA);

        assertThat(autoscaler.getSpec().getScaleTargetRef().getKind()).isEqualTo("Deployment");
        var metrics = autoscaler.getSpec().getMetrics();
        assertThat(metrics.get(0).getContainerResource().getTarget().getAverageUtilization())
                .isEqualTo(70);
        assertThat(metrics.get(1).getPods().getMetric().getName()).isEqualTo("sluice_in_flight_share");
        assertThat(metrics.get(1)
                        .getPods()
                        .getTarget()
                        .getAverageValue()
                        .getNumericalAmount()
                        .doubleValue())
                .isEqualTo(0.6);
    }

    @Test
    void podsAreAddedSoonAndTakenAwayLateAndOneByOne() {
        var behavior = hpa(HPA).getSpec().getBehavior();

        assertThat(behavior.getScaleDown().getStabilizationWindowSeconds())
                .isGreaterThanOrEqualTo(10 * behavior.getScaleUp().getStabilizationWindowSeconds());
        assertThat(behavior.getScaleDown().getPolicies())
                .singleElement()
                .satisfies(policy -> assertThat(policy.getValue()).isEqualTo(1));
    }

    @Test
    void aPodWithAVolumeIsNotTakenAwayUnlessSomebodySaysSo() {
        var kept = hpa(HPA, VOLUME);
        var taken = hpa(HPA, VOLUME, "autoscaling: { scaleDown: { withVolumes: true } }");

        assertThat(kept.getSpec().getScaleTargetRef().getKind()).isEqualTo("StatefulSet");
        assertThat(kept.getSpec().getBehavior().getScaleDown().getSelectPolicy())
                .isEqualTo("Disabled");
        assertThat(taken.getSpec().getBehavior().getScaleDown().getSelectPolicy())
                .isNull();
        assertThat(scaledObject(KEDA, VOLUME)
                        .at("/spec/advanced/horizontalPodAutoscalerConfig/behavior/scaleDown/selectPolicy")
                        .asText())
                .isEqualTo("Disabled");
    }

    @Test
    void whoScalesDecidesAloneHowManyPodsThereAre() {
        for (var who : List.of(HPA, KEDA)) {
            assertThat(Chart.with(who)
                            .one("Deployment", "sluice")
                            .at("/spec/replicas")
                            .isMissingNode())
                    .isTrue();
        }
    }

    @Test
    void kedaAsksPrometheusForWhatSluiceExposes() {
        var object = scaledObject(KEDA);
        List<String> metrics = new ArrayList<>();
        for (var trigger : object.at("/spec/triggers")) {
            if (trigger.path("type").asText().equals("prometheus")) {
                QueryCheck.of("KEDA", trigger.at("/metadata/query").asText())
                        .selectors()
                        .forEach(selector -> {
                            assertThat(selector.labels()).contains("job", "namespace");
                            metrics.add(selector.metric());
                        });
                assertThat(trigger.at("/metadata/ignoreNullValues").asText())
                        .as("no answer takes no pod away")
                        .isEqualTo("false");
            }
        }

        assertThat(metrics)
                .containsExactly(
                        "sluice_in_flight_bytes", "sluice_in_flight_limit_bytes", "sluice_spool_oldest_seconds");
        assertThat(object.at("/spec/triggers/1/metadata/threshold").asText()).isEqualTo("0.6");
    }

    @Test
    void theScaledObjectHasNoFieldThatKedaDoesNotKnow() {
        assertThat(TypedModel.complaints(scaledObject(
                        KEDA, "keda: { authentication: { name: prometheus, kind: TriggerAuthentication } }")))
                .isEmpty();
    }

    /** The rule for prometheus-adapter that the docs print makes the metric that the autoscaler asks for. */
    @Test
    void theRuleInTheDocsMakesTheMetricOfTheAutoscaler() {
        var rule = Pattern.compile("(?s)```yaml\\n# prometheus-adapter.*?```")
                .matcher(Docs.kubernetes())
                .results()
                .findFirst()
                .orElseThrow()
                .group();

        assertThat(rule).contains("as: sluice_in_flight_share");
        var query = Pattern.compile("metricsQuery: >-\\n((?: {8}.*\\n)+)").matcher(rule);
        assertThat(query.find()).isTrue();
        var expanded = query.group(1)
                .strip()
                .replace("<<.LabelMatchers>>", "namespace=\"iot\",pod=~\"a|b\"")
                .replace("<<.GroupBy>>", "pod");
        assertThat(QueryCheck.of("prometheus-adapter", expanded).selectors())
                .extracting(Query.Selector::metric)
                .containsExactly("sluice_in_flight_bytes", "sluice_in_flight_limit_bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "autoscaling: { enabled: true }, keda: { enabled: true }|Enable one",
                "autoscaling: { enabled: true }, replicas: 3|write autoscaling.minReplicas",
                "autoscaling: { enabled: true, minReplicas: 5, maxReplicas: 4 }|is more than autoscaling.maxReplicas",
                "autoscaling: { enabled: true, cpu: 0 }|there is nothing to go by",
                "autoscaling: { enabled: true, minReplicas: 0 }|minReplicas",
                "autoscaling: { enabled: true }, resources: { requests: { cpu: null } }|resources.requests.cpu",
                "autoscaling: { cpu: 0 }, keda: { enabled: true }|there is nothing to go by",
                "keda: { enabled: true, spoolSeconds: 60 }|keda.prometheus",
                "keda: { enabled: true, promtheus: x }|promtheus",
            })
    void whatCannotBeMeantIsRefused(String values, String complaint) {
        assertThatThrownBy(() -> Chart.with("{ " + values + " }")).hasMessageContaining(complaint);
    }

    private static HorizontalPodAutoscaler hpa(String... values) {
        return Typed.read(Chart.with(values).one("HorizontalPodAutoscaler", "sluice"), HorizontalPodAutoscaler.class);
    }

    private static JsonNode scaledObject(String... values) {
        return Chart.with(values).one("ScaledObject", "sluice");
    }
}
