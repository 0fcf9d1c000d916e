package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.simulator.command.SimulatorMain;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Devices of the chart's own: the canary of {@code helm test}, and the simulator. */
class CanaryTest {

    static List<Story> stories() {
        return Story.all();
    }

    @Test
    void itPublishesThroughTheServiceAndThenHoldsKafkaToTheLedger() {
        var pod = canary();

        assertThat(words(pod.at("/spec/initContainers/0")))
                .startsWith("simulate", "publish", "--broker", "tcp://sluice-mqtt.iot.svc:1883")
                .containsSubsequence("--ledger", "/tmp/canary.ledger");
        assertThat(words(pod.at("/spec/containers/0")))
                .startsWith(
                        "verify",
                        "--ledger",
                        "/tmp/canary.ledger",
                        "--kafka",
                        "kafka:9092",
                        "--topics",
                        "mqtt.messages");
        assertThat(pod.at("/metadata/annotations").path("helm.sh/hook").asText())
                .isEqualTo("test");
    }

    @ParameterizedTest
    @MethodSource("stories")
    void theSimulatorKnowsEveryWordOfEveryStory(Story story) {
        var manifests = Chart.rendered(List.of(story.text(), "simulator: { enabled: true }"));
        var simulator = new CommandLine(SimulatorMain.class);

        for (var pod : manifests.pods()) {
            for (var container : pod.containers()) {
                var words = words(container);
                if (!words.get(0).equals("run")) {
                    assertThatNoException()
                            .isThrownBy(() -> simulator.parseArgs(words.stream()
                                    .filter(word -> !word.equals("simulate"))
                                    .toArray(String[]::new)));
                }
            }
        }
    }

    @Test
    void itsDeviceIsNewEachTimeSoThatNothingOlderIsTakenForItsMessages() {
        assertThat(words(canary().at("/spec/initContainers/0")))
                .containsSubsequence("--device-prefix", "canary-$(POD_UID)-");
    }

    @Test
    void aKafkaWithALoginIsAuditedWithTheClientPropertiesOfASecret() {
        var pod = canary(
                "config: { kafka: { security.protocol: SASL_SSL } }",
                "test: { kafkaConfig: { secretName: auditor, key: auditor.properties } }");

        assertThat(words(pod.at("/spec/containers/0")))
                .startsWith("verify")
                .containsSubsequence("--kafka-config", "/run/sluice/kafka/client.properties");
        assertThat(pod.at("/spec/containers/0/volumeMounts"))
                .contains(Yaml.read("{ name: kafka-config, mountPath: /run/sluice/kafka, readOnly: true }"));
        assertThat(pod.at("/spec/volumes")).contains(Yaml.read("""
                name: kafka-config
                secret:
                  secretName: auditor
                  defaultMode: 288
                  items: [{ key: auditor.properties, path: client.properties }]
                """));
        assertThat(pod.at("/spec/initContainers/0").toString()).doesNotContain("kafka-config");
    }

    @Test
    void aKafkaWithALoginThatNobodyGaveIsNotAudited() {
        var pod = canary("config: { kafka: { security.protocol: SASL_SSL } }");

        assertThat(words(pod.at("/spec/containers/0"))).startsWith("simulate", "publish");
        assertThat(pod.path("spec").has("initContainers")).isFalse();
    }

    @Test
    void itComesInAsADeviceThatHasToProveWhoItIs() {
        var words = words(canary("""
            listeners:
              mqtt: { enabled: false }
              mqtts: { port: 8883, tls: true, websocket: /mqtt, clientCertificate: required }
            tls: { secretName: server, clientCa: { secretName: devices } }
            clients: { username: canary, password: { secretName: canary }, certificate: canary-certificate }
            """).at("/spec/initContainers/0"));

        assertThat(words)
                .contains("wss://sluice-mqtts.iot.svc:8883/mqtt")
                .containsSubsequence("--cafile", "/run/sluice/ca/ca.crt")
                .containsSubsequence("--cert", "/run/sluice/client/tls.crt", "--key", "/run/sluice/client/tls.key")
                .containsSubsequence("--username", "canary", "--password-env", "CLIENT_PASSWORD");
    }

    @Test
    void itNeverSeesTheServersKey() {
        var pod = canary("listeners: { mqtt: { tls: true } }", "tls: { secretName: server }");

        for (var volume : pod.at("/spec/volumes")) {
            if (volume.at("/secret/secretName").asText().equals("server")) {
                assertThat(volume.at("/secret/items")).isEqualTo(Yaml.read("[{ key: ca.crt, path: ca.crt }]"));
            }
        }
    }

    @Test
    void whereEveryListenerExpectsAProxyThereIsNone() {
        var proxied = "listeners: { mqtt: { proxyProtocol: true } }";

        assertThat(Chart.with(proxied).ofKind("Pod")).isEmpty();
        assertThat(Chart.refusal(proxied, "simulator: { enabled: true }"))
                .contains("simulator: every listener expects");
    }

    @Test
    void otherValuesMakeAnotherSimulatorSinceAJobCannotBeChanged() {
        assertThat(simulator("simulator: { scenario: vehicle-fleet }")).isNotEqualTo(simulator());
        assertThat(simulator("replicas: 2")).isEqualTo(simulator());
    }

    private static String simulator(String... values) {
        var layers = new ArrayList<>(List.of("simulator: { enabled: true }"));
        layers.addAll(List.of(values));
        return Chart.with(layers.toArray(String[]::new))
                .ofKind("Job")
                .get(0)
                .at("/metadata/name")
                .asText();
    }

    private static JsonNode canary(String... values) {
        return Chart.with(values).one("Pod", "sluice-canary");
    }

    private static List<String> words(JsonNode container) {
        var words = new ArrayList<String>();
        container.path("args").forEach(word -> words.add(word.asText()));
        return words;
    }
}
