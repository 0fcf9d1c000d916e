package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who reaches pods, and whom they reach. */
class NetworkTest {

    private static final String ON = "networkPolicy: { enabled: true }";

    @Test
    void nobodyIsKeptOutUnlessAskedFor() {
        assertThat(Chart.with().ofKind("NetworkPolicy")).isEmpty();
    }

    @Test
    void devicesReachListenersAndNothingElse() {
        var devices = policy(ON).at("/ingress/0");

        assertThat(ports(devices)).containsExactly("mqtt");
        assertThat(devices.has("from")).isFalse();
    }

    @Test
    void devicesComeFromWhereTheyMayAndSoDoesTheCanary() {
        var manifests = Chart.with(ON, "networkPolicy: { devices: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }");
        var devices = manifests.one("NetworkPolicy", "sluice").at("/spec/ingress/0/from");

        assertThat(devices).hasSize(2);
        assertThat(devices.at("/0/ipBlock/cidr").asText()).isEqualTo("10.0.0.0/8");
        devices.at("/1/podSelector/matchLabels")
                .properties()
                .forEach(label -> assertThat(manifests
                                .one("Pod", "sluice-canary")
                                .at("/metadata/labels")
                                .path(label.getKey()))
                        .isEqualTo(label.getValue()));
    }

    @Test
    void managementIsForThisNamespaceAndThoseThatAreNamed() {
        var management = policy(ON, "networkPolicy: { managementFromNamespaces: [monitoring] }")
                .at("/ingress/1");

        assertThat(ports(management)).containsExactly("management");
        assertThat(management.path("from")).isEqualTo(Yaml.read("""
            - podSelector: {}
            - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } }
            """));
    }

    @Test
    void thePortsOfKafkaAndOfEveryServiceComeFromTheConfiguration() {
        var egress = policy(ON, """
            config:
              kafka: { bootstrap.servers: "a:9092,b:9094" }
              schemas: { registry: { url: ["https://a/apis", "http://b:8081"] } }
              authentication: { jwt: { jwks-url: "https://login/keys", audience: a } }
            """).path("egress");

        assertThat(ports(egress.get(0))).containsExactly("53", "53");
        assertThat(ports(egress.get(1))).containsExactly("9092", "9094");
        assertThat(ports(egress.get(2))).containsExactly("443", "8081");
        assertThat(egress).hasSize(3);
    }

    @Test
    void aKafkaWithoutAVisiblePortIsAskedFor() {
        assertThat(Chart.refusal(ON, "config: { kafka: { bootstrap.servers: '${env:KAFKA}' } }"))
                .contains("networkPolicy.kafkaPorts");
    }

    @Test
    void servicesAndTheDisruptionBudgetFindTheBridgeAndNeitherCanaryNorSimulator() {
        var manifests = Chart.with("simulator: { enabled: true }");
        var selector = manifests.one("Service", "sluice-mqtt").at("/spec/selector");

        assertThat(manifests.one("PodDisruptionBudget", "sluice").at("/spec/selector/matchLabels"))
                .isEqualTo(selector);
        assertThat(manifests.pods())
                .filteredOn(pod -> selector.properties().stream()
                        .allMatch(label -> pod.tree()
                                .at("/metadata/labels")
                                .path(label.getKey())
                                .equals(label.getValue())))
                .containsExactly(manifests.pod());
    }

    private static JsonNode policy(String... values) {
        return Chart.with(values).one("NetworkPolicy", "sluice").path("spec");
    }

    private static List<String> ports(JsonNode rule) {
        var ports = new ArrayList<String>();
        rule.path("ports").forEach(port -> ports.add(port.path("port").asText()));
        return ports;
    }
}
