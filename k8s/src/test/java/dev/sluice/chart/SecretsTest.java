package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are referred to, never written. */
class SecretsTest {

    static List<Story> stories() {
        return Story.all();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void noSecretIsMadeAndNoneAppearsInAConfigMap(Story story) {
        var manifests = story.rendered();

        assertThat(manifests.ofKind("Secret")).isEmpty();
        for (var map : manifests.ofKind("ConfigMap")) {
            map.path("data")
                    .forEach(text -> assertThat(text.asText())
                            .doesNotContain("PRIVATE KEY")
                            .doesNotContainPattern("(?i)(password|secret|token)[\"']?[=:] ?[\"']?[^$\\s\"'{]"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka: { sasl.jaas.config: 'some.LoginModule required username=\"a\" password=\"b\";' }",
                "kafka: { sasl.jaas.config: 'x clientId=\"${env:A}\" clientSecret=\"b\";' }",
                "kafka: { ssl.key.password: b }",
                "kafka: { ssl.keystore.key: b }",
                "kafka: { ssl.truststore.certificates: '-----BEGIN PRIVATE KEY-----' }",
                "spool: { key: YWJj }",
                "schemas: { registry: { url: 'http://a', user: a, password: b } }",
                "schemas: { registry: { url: 'http://a', token: b } }",
                "authentication: { http: { url: 'https://a', token: b } }",
            })
    void aSecretThatIsWrittenOutIsRefused(String config) {
        assertThat(Chart.refusal("config: { " + config + " }"))
                .contains("config.", "a secret is written out here", "secrets.env or secrets.files");
    }

    @Test
    void aPrivateKeyAmongFilesIsRefused() {
        assertThat(Chart.refusal("files: { a.pem: '-----BEGIN PRIVATE KEY-----' }"))
                .contains("files and schemas: a.pem holds a private key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka: { sasl.jaas.config: 'some.LoginModule required username=\"a\" password=\"${file:/run/secrets/a/b}\";' }",
                "kafka: { ssl.key.password: '${env:KEY_PASSWORD}' }",
                "kafka: { sasl.oauthbearer.token.endpoint.url: 'https://login.example.com/token' }",
                "kafka: { ssl.truststore.location: /run/secrets/kafka/ca.crt }",
                "authentication: { passwords: { file: /run/secrets/devices/passwords } }",
                "mappings: [{ name: a, from: a, to: { topic: a }, value: { schema: A, fields: { token: payload.token } } }]",
            })
    void whatIsNoSecretIsNotTakenForOne(String config) {
        assertThat(Chart.with("config: { " + config + " }").objects()).isNotEmpty();
    }

    @Test
    void aSecretCanBeAVariable() {
        var pod = Chart.with("secrets: { env: { KAFKA_PASSWORD: { secretName: kafka, key: password } } }")
                .pod();

        assertThat(pod.environment("KAFKA_PASSWORD"))
                .hasValue(Yaml.read(
                        "{ name: KAFKA_PASSWORD, valueFrom: { secretKeyRef: { name: kafka, key: password } } }"));
    }

    @Test
    void aSecretCanBeAFolderOfFilesThatOnlySluiceReads() {
        var pod = Chart.with("secrets: { files: { kafka: { secretName: kafka-user } } }")
                .pod();

        assertThat(pod.mountAt("/run/secrets/kafka").path("readOnly").asBoolean())
                .isTrue();
        var volume = pod.volume("secret-kafka").orElseThrow().path("secret");
        assertThat(volume.path("secretName").asText()).isEqualTo("kafka-user");
        assertThat(volume.path("defaultMode").asInt()).isEqualTo(0440);
    }

    @Test
    void theManagementTokenIsReferredTo() {
        var manifests = Chart.with("management: { token: { secretName: management } }");

        assertThat(manifests.sluiceYaml().at("/management/token").asText()).isEqualTo("${env:SLUICE_MANAGEMENT_TOKEN}");
        assertThat(manifests
                        .pod()
                        .environment("SLUICE_MANAGEMENT_TOKEN")
                        .orElseThrow()
                        .at("/valueFrom/secretKeyRef/name")
                        .asText())
                .isEqualTo("management");
    }
}
