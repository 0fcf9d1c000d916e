package dev.sluice.broker.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.broker.fixture.Authority;
import dev.sluice.broker.tls.TlsUnusableException.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {

    @TempDir
    private Path folder;

    private Authority authority;
    private Authority.Papers server;

    @BeforeEach
    void papers() {
        authority = Authority.in(folder, "ca");
        server = authority.papers("server");
    }

    @Test
    void filesThatBelongTogetherAreTaken() throws IOException {
        var files = TlsFiles.read(settings(server.certificate(), server.key(), authority.certificate()));

        assertThat(files.chain()).containsExactly(server.proof());
        assertThat(files.clientCas()).containsExactly(authority.proof());
        assertThat(files.toString()).doesNotContain("PRIVATE").contains("CN=server");
    }

    @Test
    void theFirstOfTheChainToExpireCounts() throws IOException {
        var soon = Instant.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
        var brief = authority.papers("brief", Instant.now().minusSeconds(60), soon);
        Files.writeString(
                brief.certificate(),
                Files.readString(authority.certificate()),
                java.nio.file.StandardOpenOption.APPEND);

        assertThat(TlsFiles.read(settings(brief.certificate(), brief.key())).expires())
                .isEqualTo(soon);
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        var complaint = complaint(settings(folder.resolve("none.crt"), server.key()));

        assertThat(complaint.part()).isEqualTo(Part.CERTIFICATE);
        assertThat(complaint.isMissing()).isTrue();
        assertThat(complaint).hasMessageContaining("none.crt");
    }

    @Test
    void aKeyOfAnotherCertificateIsNotUsed() {
        var complaint = complaint(
                settings(server.certificate(), authority.papers("other").key()));

        assertThat(complaint.part()).isEqualTo(Part.KEY);
        assertThat(complaint).hasMessageContaining("does not belong to the certificate");
    }

    @Test
    void aKeyOfAnotherKindIsNotUsed() throws IOException, GeneralSecurityException {
        var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        var file = Files.writeString(
                folder.resolve("rsa.key"),
                Authority.pem("PRIVATE KEY", rsa.getPrivate().getEncoded()));

        assertThat(complaint(settings(server.certificate(), file))).hasMessageContaining("does not belong");
    }

    @Test
    void aChainInTheWrongOrderIsExplained() throws IOException {
        var turned = Files.writeString(
                folder.resolve("turned.crt"),
                Files.readString(authority.certificate()) + Files.readString(server.certificate()));

        assertThat(complaint(settings(turned, server.key()))).hasMessageContaining("the server's own must come first");
    }

    @Test
    void aChainWithAStrangerInItIsExplained() throws IOException {
        var mixed = Files.writeString(
                folder.resolve("mixed.crt"),
                Files.readString(server.certificate())
                        + Files.readString(Authority.in(folder, "stranger").certificate()));

        var complaint = complaint(settings(mixed, server.key()));

        assertThat(complaint.part()).isEqualTo(Part.CERTIFICATE);
        assertThat(complaint).hasMessageContaining("then the one that signs it");
    }

    @Test
    void anEncryptedKeyIsExplained() throws IOException {
        var encrypted = Files.writeString(
                folder.resolve("encrypted.key"), Authority.pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3}));

        assertThat(complaint(settings(server.certificate(), encrypted)))
                .hasMessageContaining("encrypted key")
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void aKeyInTheOlderFormIsExplained() throws IOException {
        var old = Files.writeString(folder.resolve("old.key"), Authority.pem("EC PRIVATE KEY", new byte[] {1, 2, 3}));

        assertThat(complaint(settings(server.certificate(), old)))
                .hasMessageContaining("EC PRIVATE KEY")
                .hasMessageContaining("openssl pkcs8");
    }

    @Test
    void swappedFilesAreExplained() {
        assertThat(complaint(settings(server.key(), server.certificate()))).hasMessageContaining("swapped");
    }

    @Test
    void aDamagedKeyShowsNothingOfItself() throws IOException {
        var damaged =
                Files.writeString(folder.resolve("damaged.key"), Authority.pem("PRIVATE KEY", "secret".getBytes()));

        assertThat(complaint(settings(server.certificate(), damaged)))
                .hasMessageContaining("damaged")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void aDamagedCertificateIsNamed() throws IOException {
        var damaged = Files.writeString(folder.resolve("damaged.crt"), Authority.pem("CERTIFICATE", new byte[] {1}));

        assertThat(complaint(settings(damaged, server.key())))
                .hasMessageContaining("damaged.crt")
                .hasMessageContaining("no certificate");
    }

    @Test
    void aClientCaWithoutCertificatesTrustsNobody() throws IOException {
        var empty = Files.writeString(folder.resolve("empty.crt"), "");

        var complaint = complaint(settings(server.certificate(), server.key(), empty));

        assertThat(complaint.part()).isEqualTo(Part.CLIENT_CA);
        assertThat(complaint).hasMessageContaining("holds no certificate");
    }

    private static TlsUnusableException complaint(TlsSettings settings) {
        return catchThrowableOfType(TlsUnusableException.class, () -> TlsFiles.read(settings));
    }

    private static TlsSettings settings(Path certificate, Path key) {
        return new TlsSettings(certificate, key, Optional.empty(), ClientCertificate.NONE, Duration.ofSeconds(10));
    }

    private static TlsSettings settings(Path certificate, Path key, Path clientCa) {
        return new TlsSettings(
                certificate, key, Optional.of(clientCa), ClientCertificate.REQUIRED, Duration.ofSeconds(10));
    }
}
