package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ports for devices, from one place: sluice.yaml, the pod's ports and the Services follow. */
class ListenersTest {

    private static final String FOUR = """
            listeners:
              mqtts: { port: 8883, tls: true, clientCertificate: optional }
              ws: { port: 8083, websocket: /mqtt }
              edge: { port: 1893, proxyProtocol: true, trustedProxies: [10.0.0.0/8] }
            tls: { secretName: server, clientCa: { secretName: devices } }
            """;

    @Test
    void eachIsInTheConfigurationOnThePodAndBehindAServiceOfItsOwn() {
        var manifests = Chart.with(FOUR);

        assertThat(manifests.sluiceYaml().at("/mqtt/listeners")).isEqualTo(Yaml.read("""
                        - { host: 0.0.0.0, port: 1893, proxy-protocol: true, trusted-proxies: [10.0.0.0/8] }
                        - { host: 0.0.0.0, port: 1883 }
                        - host: 0.0.0.0
                          port: 8883
                          tls:
                            certificate: /run/sluice/tls/tls.crt
                            key: /run/sluice/tls/tls.key
                            client-ca: /run/sluice/client-ca/ca.crt
                            client-certificate: optional
                        - { host: 0.0.0.0, port: 8083, websocket: /mqtt }
                        """));
        for (var name : new String[] {"mqtt", "mqtts", "ws", "edge"}) {
            var port = manifests.one("Service", "sluice-" + name).at("/spec/ports/0");
            assertThat(port.path("targetPort").asText()).isEqualTo(name);
            assertThat(manifests.pod().container().path("ports"))
                    .anyMatch(there -> there.path("name").asText().equals(name)
                            && there.path("containerPort").asInt()
                                    == port.path("port").asInt());
        }
    }

    @Test
    void theDevicesAddressIsKeptUnlessSomebodySaysOtherwise() {
        var node = "listeners: { mqtt: { service: { type: NodePort, nodePort: 31883 } } }";

        var service = Chart.with(node).one("Service", "sluice-mqtt").path("spec");

        assertThat(service.path("externalTrafficPolicy").asText()).isEqualTo("Local");
        assertThat(service.at("/ports/0/nodePort").asInt()).isEqualTo(31883);
        assertThat(Chart.with(node, "listeners: { mqtt: { service: { externalTrafficPolicy: Cluster } } }")
                        .one("Service", "sluice-mqtt")
                        .at("/spec/externalTrafficPolicy")
                        .asText())
                .isEqualTo("Cluster");
    }

    @Test
    void insideTheClusterThereIsNothingToKeep() {
        assertThat(Chart.with().one("Service", "sluice-mqtt").path("spec").has("externalTrafficPolicy"))
                .isFalse();
    }

    @Test
    void aBalancerIsToldWhatItsControllerWantsToKnow() {
        var service = Chart.with("""
                        listeners:
                          mqtt:
                            service:
                              type: LoadBalancer
                              port: 883
                              loadBalancerClass: service.k8s.aws/nlb
                              loadBalancerSourceRanges: [192.0.2.0/24]
                              annotations: { proxy: "v2" }
                        """).one("Service", "sluice-mqtt");

        assertThat(service.at("/metadata/annotations/proxy").asText()).isEqualTo("v2");
        assertThat(service.at("/spec/loadBalancerClass").asText()).isEqualTo("service.k8s.aws/nlb");
        assertThat(service.at("/spec/loadBalancerSourceRanges/0").asText()).isEqualTo("192.0.2.0/24");
        assertThat(service.at("/spec/ports/0/port").asInt()).isEqualTo(883);
    }

    @Test
    void theCertificateIsMountedOnlyWhereItIsNeeded() {
        assertThat(Chart.with(FOUR)
                        .pod()
                        .volume("tls")
                        .orElseThrow()
                        .at("/secret/secretName")
                        .asText())
                .isEqualTo("server");
        assertThat(Chart.with().pod().volume("tls")).isEmpty();
    }

    @Test
    void certManagerMakesAKeyThatSluiceReads() {
        var manifests = Chart.with("""
                listeners: { mqtt: { tls: true } }
                tls: { certManager: { enabled: true, issuer: { name: company }, dnsNames: [mqtt.example.com] } }
                """);
        var certificate = manifests.one("Certificate", "sluice").path("spec");

        assertThat(certificate.at("/privateKey/encoding").asText()).isEqualTo("PKCS8");
        assertThat(certificate.at("/privateKey/algorithm").asText()).isEqualTo("ECDSA");
        assertThat(certificate.path("secretName"))
                .isEqualTo(manifests.pod().volume("tls").orElseThrow().at("/secret/secretName"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            listeners: { mqtt: { tls: true } }                                     | tls: a listener has tls: true
            listeners: { mqtt: { enabled: false } }                                | listeners: none is enabled
            listeners: { mqtt: { clientCertificate: required } }                   | listeners.mqtt.clientCertificate: without tls
            listeners: { mqtt: { trustedProxies: [10.0.0.0/8] } }                  | listeners.mqtt.trustedProxies: means nothing
            listeners: { web: { websocket: /mqtt } }                               | listeners.web.port: write the port
            listeners: { web: { port: 1883 } }                                     | 1883 is the port of mqtt already
            listeners: { web: { port: 8080 } }                                     | 8080 is the port of management already
            config: { mqtt: { listeners: [{ port: 1 }] } }                         | Write it under listeners
            config: { management: { port: 1 } }                                    | config.management: the chart writes it
            config: { authentication: null }                                       | config.authentication: say how devices prove who they are
            config: { kafka: { bootstrap.servers: null } }                         | config.kafka: write bootstrap.servers
            tls: { certManager: { enabled: true, dnsNames: [a] } }                 | tls.certManager.issuer.name
            tls: { certManager: { enabled: true, issuer: { name: a } } }           | tls.certManager.dnsNames
            """)
    void whatCannotBeRightIsRefusedWithWhatToWriteInstead(String values, String words) {
        assertThat(Chart.refusal(values)).contains(words);
    }

    @Test
    void aClientCertificateNeedsOneAuthority() {
        var asked = "listeners: { mqtt: { tls: true, clientCertificate: required } }\ntls: { secretName: a }";

        assertThat(Chart.refusal(asked)).contains("tls.clientCa");
        assertThat(Chart.refusal(asked, "tls: { clientCa: { secretName: a, configMapName: b } }"))
                .contains("and not both");
    }
}
