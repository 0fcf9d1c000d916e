package dev.sluice.bridge.kafka.secure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.kafka.ProducerProperties;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.SslConfigs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecureConnectionTest {

    @AfterEach
    void forget() {
        System.clearProperty(SecureConnection.ALLOWED_URLS);
        System.clearProperty(SecureConnection.ALLOWED_FILES);
    }

    @ParameterizedTest
    @CsvSource({"SSL,true", "sasl_ssl,true", "SASL_PLAINTEXT,false", "PLAINTEXT,false"})
    void certificatesAreReadAgainWhereThereIsTls(String protocol, boolean reloads) {
        var completed = completed(Map.of("security.protocol", protocol));

        assertThat(completed.containsKey(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG))
                .isEqualTo(reloads);
    }

    @Test
    void anEngineFactoryThatWasChosenStays() {
        var completed = completed(Map.of("security.protocol", "SSL", "ssl.engine.factory.class", "my.Factory"));

        assertThat(completed).containsEntry("ssl.engine.factory.class", "my.Factory");
    }

    @Test
    void whatTheConfigurationNamesMayBeFetchedAndNothingElse() {
        completed(Map.of("sasl.oauthbearer.token.endpoint.url", "https://id.example/token"));
        completed(Map.of("sasl.oauthbearer.token.endpoint.url", "https://id.example/token"));
        completed(Map.of(
                "sasl.oauthbearer.token.endpoint.url",
                "file:///run/token",
                "sasl.oauthbearer.assertion.file",
                "/a.jwt"));

        assertThat(System.getProperty(SecureConnection.ALLOWED_URLS))
                .isEqualTo("https://id.example/token,file:///run/token");
        assertThat(System.getProperty(SecureConnection.ALLOWED_FILES)).isEqualTo("/a.jwt");
    }

    @Test
    void withoutBearerTokensNothingMayBeFetched() {
        completed(Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "PLAIN"));

        assertThat(System.getProperty(SecureConnection.ALLOWED_URLS)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JndiLoginModule", "LdapLoginModule"})
    void loginModulesThatRunForeignCodeAreRefusedWithoutShowingAnything(String module) {
        var objection = new ProducerProperties()
                .objection(
                        "sasl.jaas.config",
                        "com.sun.security.auth.module." + module + " required user.provider.url=\"ldap://evil\";");

        assertThat(objection.orElseThrow().sentence()).contains(module).doesNotContain("evil");
    }

    private static Map<String, Object> completed(Map<String, String> chosen) {
        Map<String, Object> properties = new HashMap<>(chosen);
        SecureConnection.complete(properties);
        return properties;
    }
}
