package dev.sluice.bridge.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.registry.Certificates;
import dev.sluice.broker.tls.ClientCertificate;
import dev.sluice.broker.tls.TlsSettings;
import dev.sluice.mapping.settings.Problem;
import dev.sluice.mapping.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListenerTlsTest {

    private static final String SERVER = "certificate: server.crt, key: server.key";

    @TempDir
    private static Path folder;

    @BeforeAll
    void certificates() throws Exception {
        Certificates.of(folder, "server");
        Certificates.of(folder, "other");
    }

    @Test
    void defaultsAskDevicesForNothingAndAllowTenSeconds() {
        assertThat(good("{" + SERVER + "}"))
                .isEqualTo(new TlsSettings(
                        folder.resolve("server.crt"),
                        folder.resolve("server.key"),
                        Optional.empty(),
                        ClientCertificate.NONE,
                        Duration.ofSeconds(10)));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(good("{" + SERVER + ", client-ca: other.crt, client-certificate: optional, handshake-timeout: 3s}"))
                .isEqualTo(new TlsSettings(
                        folder.resolve("server.crt"),
                        folder.resolve("server.key"),
                        Optional.of(folder.resolve("other.crt")),
                        ClientCertificate.OPTIONAL,
                        Duration.ofSeconds(3)));
    }

    @Test
    void aClientCaMeansThatACertificateIsRequired() {
        assertThat(good("{" + SERVER + ", client-ca: other.crt}").clientCertificate())
                .isEqualTo(ClientCertificate.REQUIRED);
    }

    @Test
    void nothingToCheckCertificatesAgainstIsAProblem() {
        assertProblem("{" + SERVER + ", client-certificate: optional}", "tls.client-ca", "MISSING-KEY");
    }

    @Test
    void aClientCaThatNobodyIsCheckedAgainstIsAProblem() {
        assertProblem(
                "{" + SERVER + ", client-ca: other.crt, client-certificate: none}",
                "tls.client-certificate",
                "OUT-OF-RANGE");
    }

    @Test
    void certificateAndKeyAreRequired() {
        assertThat(problems("{}")).extracting(Problem::path).containsExactlyInAnyOrder("tls.certificate", "tls.key");
    }

    @Test
    void theKeyOfAnotherCertificateIsNamedByItsConfigurationKey() {
        assertProblem("{certificate: server.crt, key: other.key}", "tls.key", "TLS-UNUSABLE");
    }

    @Test
    void aMissingFileIsNamedByItsConfigurationKey() {
        assertProblem("{" + SERVER + ", client-ca: none.crt}", "tls.client-ca", "FILE-MISSING");
    }

    @Test
    void filesAreWatchedWithTheConfiguration() {
        var file = file("{" + SERVER + "}");
        file.read((root, problems) -> ListenerTls.read(root.map("tls", problems), folder, problems));

        assertThat(file.inputs())
                .extracting(input -> input.path().getFileName().toString())
                .contains("server.crt", "server.key");
    }

    @Test
    void aCertificateThatEndsSoonIsWorthAWord() {
        var tls = new ListenerTls(good("{" + SERVER + "}"));

        assertThat(tls.advice("mqtt.listeners[0]", Instant.now())).isEmpty();
        assertThat(tls.advice("mqtt.listeners[0]", Instant.now().plus(Duration.ofDays(3640))))
                .hasValueSatisfying(advice -> {
                    assertThat(advice.code()).isEqualTo("CERTIFICATE-EXPIRES");
                    assertThat(advice.place()).isEqualTo("mqtt.listeners[0].tls.certificate");
                    assertThat(advice.sentence())
                            .contains("server.crt expires on")
                            .contains("30 days");
                });
        assertThat(tls.advice("mqtt.listeners[0]", Instant.EPOCH))
                .hasValueSatisfying(advice -> assertThat(advice.sentence()).contains("not valid before"));
    }

    private static TlsSettings good(String yaml) {
        var file = file(yaml);
        var read = file.read((root, problems) -> ListenerTls.read(root.map("tls", problems), folder, problems));
        assertThat(file.problems().all()).isEmpty();
        return read.orElseThrow().orElseThrow().settings();
    }

    private static void assertProblem(String yaml, String path, String code) {
        assertThat(problems(yaml)).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.code()).isEqualTo(code);
        });
    }

    private static List<Problem> problems(String yaml) {
        var file = file(yaml);
        file.read((root, problems) -> ListenerTls.read(root.map("tls", problems), folder, problems));
        return file.problems().all();
    }

    private static SettingsFile file(String yaml) {
        return SettingsFile.ofText("sluice.yaml", "tls: " + yaml, folder, List.of(), Map.<String, String>of()::get);
    }
}
