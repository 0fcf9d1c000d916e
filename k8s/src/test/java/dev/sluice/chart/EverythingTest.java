package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Everything that can be chosen, chosen: what no story shows has to be right as well. */
class EverythingTest {

    private static final String EVERYTHING = """
        fullnameOverride: sluice
        commonLabels: { team: iot }
        image: { pullSecrets: [{ name: registry }] }
        replicas: 3
        config:
          kafka: { bootstrap.servers: "a:9092" }
          authentication: { anonymous: true }
          mqtt: { limits: { connections: 20000 } }
        schemas: { A: { type: record, name: A, fields: [] } }
        files: { readme.txt: "two\\nlines" }
        binaryFiles: { a.desc: AAEC }
        secrets:
          env: { A: { secretName: a, key: b } }
          files: { c: { secretName: c } }
        listeners:
          mqtt: { tls: true, clientCertificate: optional, service: { type: NodePort, nodePort: 31883 } }
          ws:
            port: 8083
            websocket: /mqtt
            proxyProtocol: true
            trustedProxies: [10.0.0.0/8]
            service: { type: LoadBalancer, port: 80, loadBalancerClass: a, loadBalancerSourceRanges: [10.0.0.0/8], annotations: { a: b } }
        tls:
          secretName: server
          certManager: { enabled: true, issuer: { name: a, kind: Issuer }, dnsNames: [a] }
          clientCa: { configMapName: ca }
        management: { token: { secretName: a } }
        persistence: { enabled: true, size: 4Gi, storageClass: fast, annotations: { a: b } }
        shutdown: { serverReference: "other.example.com:8883" }
        resources: { limits: { cpu: "2" } }
        jvm: { options: ["-Da=b"] }
        extraEnv: [{ name: TZ, value: UTC }]
        serviceAccount: { annotations: { a: b } }
        nodeSelector: { disk: fast }
        tolerations: [{ key: iot, operator: Exists }]
        affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: a, operator: Exists }] }] } } }
        priorityClassName: high
        podAnnotations: { a: b }
        podLabels: { c: d }
        disruption: { maxUnavailable: 25% }
        networkPolicy:
          enabled: true
          devices: [{ ipBlock: { cidr: 10.0.0.0/8 } }]
          managementFromNamespaces: [monitoring]
          kafkaPorts: [9092]
          kafka: [{ namespaceSelector: {} }]
          egress: [{ ports: [{ port: 4318, protocol: TCP }] }]
        clients: { listener: mqtt, username: a, password: { secretName: a }, certificate: b }
        simulator: { enabled: true }
        """;

    @Test
    void everyObjectIsWhatKubernetesTakes() {
        assertThat(Chart.with(EVERYTHING).objects().stream().flatMap(object -> TypedModel.complaints(object).stream()))
                .isEmpty();
    }

    @Test
    void noTwoObjectsHaveOneName() {
        assertThat(Chart.with(EVERYTHING).names().split(", ")).doesNotHaveDuplicates();
    }

    @Test
    void everyObjectIsInTheNamespaceAndSaysWhatItBelongsTo() {
        assertThat(Chart.with(EVERYTHING).objects()).allSatisfy(object -> {
            assertThat(object.at("/metadata/namespace").asText()).isEqualTo(Chart.NAMESPACE);
            assertThat(object.at("/metadata/labels")
                            .path("app.kubernetes.io/instance")
                            .asText())
                    .isEqualTo(Chart.RELEASE);
        });
    }

    @Test
    void itLintsStrictly() {
        assertThat(Chart.lint(EVERYTHING).isFailed()).isFalse();
    }

    @Test
    void theChartAloneLintsStrictly() {
        assertThat(Chart.lint("{}").isFailed()).isFalse();
    }

    @Test
    void aLongNameOfAReleaseLeavesRoomForWhatIsPutBehindIt() {
        var manifests = Chart.with("fullnameOverride: " + "a".repeat(60), "simulator: { enabled: true }");

        assertThat(manifests.objects())
                .allSatisfy(object ->
                        assertThat(object.at("/metadata/name").asText()).hasSizeLessThanOrEqualTo(63));
    }
}
