package dev.sluice.simulator.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.simulator.broker.Certificates;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsPapersTest {

    @TempDir
    private Path folder;

    private Certificates certificates;

    @BeforeEach
    void sign() throws Exception {
        certificates = new Certificates(folder, "authority");
        certificates.signFor("d-1");
    }

    @Test
    void eachDeviceReadsItsOwnFiles() throws Exception {
        TlsSettings settings =
                settings(folder + "/{device}.crt", folder + "/{device}.key").of("d-1");

        TlsPapers papers = TlsPapers.read(settings);

        assertThat(papers.keys()).isPresent();
        assertThat(papers.trust()).isPresent();
        assertThat(papers.checksName()).isTrue();
        assertThatThrownBy(() -> TlsPapers.read(settings(folder + "/{device}.crt", folder + "/{device}.key")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void defaultsAreJavasOwnAuthorities() throws Exception {
        assertThat(TlsPapers.read(TlsSettings.DEFAULT))
                .isEqualTo(new TlsPapers(Optional.empty(), Optional.empty(), true));
    }

    @Test
    void insecureBelievesAnybody() throws Exception {
        TlsPapers papers = TlsPapers.read(new TlsSettings(Optional.empty(), Optional.empty(), Optional.empty(), true));

        assertThat(papers.checksName()).isFalse();
        assertThat(papers.trust()).isPresent();
    }

    @Test
    void filesThatHoldSomethingElseAreNamed() throws Exception {
        Path rubbish = Files.writeString(folder.resolve("rubbish"), "-----BEGIN EC PRIVATE KEY-----\nAAAA\n");
        String good = certificates.certificate("d-1").toString();

        assertThatThrownBy(() -> TlsPapers.read(settings(good, rubbish.toString())))
                .hasMessageContaining(rubbish.toString())
                .hasMessageContaining("openssl pkcs8");
        assertThatThrownBy(() -> TlsPapers.read(
                        settings(rubbish.toString(), certificates.key("d-1").toString())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rubbish.toString());
    }

    @Test
    void aCertificateNeedsItsKey() {
        assertThatThrownBy(() -> new TlsSettings(Optional.empty(), Optional.of("c"), Optional.empty(), false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private TlsSettings settings(String certificate, String key) {
        return new TlsSettings(
                Optional.of(certificates.authority().toString()), Optional.of(certificate), Optional.of(key), false);
    }
}
