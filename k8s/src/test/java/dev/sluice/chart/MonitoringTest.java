package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonitoringTest {

    private static final String ALL = """
            metrics:
              serviceMonitor: { enabled: true, labels: { release: prometheus } }
              rules: { enabled: true, labels: { release: prometheus }, alertLabels: { team: iot } }
              dashboard: { enabled: true, namespace: grafana, annotations: { grafana_folder: Sluice } }
            """;

    @Test
    void withoutBeingAskedForThereIsNoneOfIt() {
        assertThat(Chart.with().objects())
                .extracting(object -> object.path("kind").asText())
                .doesNotContain("ServiceMonitor", "PrometheusRule")
                .doesNotContain("HorizontalPodAutoscaler", "ScaledObject", "KafkaTopic", "KafkaUser");
    }

    @Test
    void theServiceMonitorFindsTheManagementServiceAndNoOther() {
        var manifests = Chart.with(ALL);
        var monitor = Typed.read(manifests.one("ServiceMonitor", "sluice"), ServiceMonitor.class);
        var wanted = monitor.getSpec().getSelector().getMatchLabels();
        var services = manifests.objects().stream()
                .filter(object -> object.path("kind").asText().equals("Service"))
                .filter(service -> wanted.entrySet().stream()
                        .allMatch(label -> service.at("/metadata/labels")
                                .path(label.getKey())
                                .asText()
                                .equals(label.getValue())))
                .toList();

        assertThat(monitor.getMetadata().getLabels()).containsEntry("release", "prometheus");
        assertThat(services)
                .extracting(service -> service.at("/metadata/name").asText())
                .containsExactly("sluice-management");
        var endpoint = monitor.getSpec().getEndpoints().get(0);
        assertThat(services.get(0).at("/spec/ports/0/name").asText()).isEqualTo(endpoint.getPort());
        assertThat(endpoint.getPath()).isEqualTo("/metrics");
    }

    @Test
    void theAlertsAreThoseOfTheFileForThisReleaseOnly() {
        var rule = Typed.read(Chart.with(ALL).one("PrometheusRule", "sluice"), PrometheusRule.class);
        var alerts = rule.getSpec().getGroups().stream()
                .flatMap(group -> group.getRules().stream())
                .toList();

        assertThat(alerts)
                .extracting(alert -> alert.getAlert())
                .containsExactlyElementsOf(AlertsTest.rules().stream()
                        .map(alert -> alert.path("alert").asText())
                        .toList());
        assertThat(alerts).allSatisfy(alert -> {
            var expression = alert.getExpr().getStrVal();
            var query = QueryCheck.of(alert.getAlert(), expression);
            assertThat(expression.split("job=\"sluice-management\", namespace=\"iot\"", -1))
                    .hasSize(query.selectors().size() + 1);
            assertThat(alert.getLabels()).containsEntry("team", "iot").containsKey("severity");
        });
        assertThat(alerts.get(0).getAnnotations().get("summary"))
                .as("what Prometheus fills in is left to it")
                .contains("{{ $labels.instance }}");
    }

    @Test
    void anAlertIsLeftOutByItsNameAndOnlyByOneThatThereIs() {
        var rendered = Chart.with(ALL, "metrics: { rules: { leftOut: [SluiceAccessDenied] } }")
                .one("PrometheusRule", "sluice")
                .toString();

        assertThat(rendered).doesNotContain("SluiceAccessDenied").contains("SluiceNotReady");
        assertThatThrownBy(() -> Chart.with(ALL, "metrics: { rules: { leftOut: [SluiceAccesDenied] } }"))
                .hasMessageContaining("there is no alert SluiceAccesDenied");
    }

    @Test
    void aSelectorOfYourOwnTakesThePlaceOfTheChartsOne() {
        var rendered = Chart.with(ALL, "metrics: { selector: 'job=\"edge\"' }")
                .one("PrometheusRule", "sluice")
                .toString();

        assertThat(rendered).contains("sluice_ready{job=\\\"edge\\\"} == 0").doesNotContain("sluice-management");
    }

    @Test
    void linksLeadWhereTheDocsAre() {
        var manifests = Chart.with(ALL, "metrics: { docs: 'https://wiki.example.com/sluice/' }");

        assertThat(manifests.text())
                .contains("https://wiki.example.com/sluice/operating.md#health")
                .doesNotContain(Docs.ADDRESS);
    }

    @Test
    void theSidecarFindsTheWholeDashboard() throws IOException {
        var map = Typed.read(Chart.with(ALL).one("ConfigMap", "sluice-dashboard"), ConfigMap.class);
        var mapper = new ObjectMapper();

        assertThat(map.getMetadata().getNamespace()).isEqualTo("grafana");
        assertThat(map.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
        assertThat(map.getMetadata().getAnnotations()).containsEntry("grafana_folder", "Sluice");
        assertThat(mapper.readTree(map.getData().get("sluice.json")))
                .isEqualTo(mapper.readTree(
                        Chart.FOLDER.resolve("dashboards/sluice.json").toFile()));
        assertThat(List.copyOf(map.getData().keySet())).containsExactly("sluice.json");
    }
}
