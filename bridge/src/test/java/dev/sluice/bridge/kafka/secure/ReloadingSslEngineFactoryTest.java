package dev.sluice.bridge.kafka.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingSslEngineFactoryTest {

    @TempDir
    Path folder;

    private final Authority authority = new Authority("an authority");
    private final ReloadingSslEngineFactory factory = new ReloadingSslEngineFactory();
    private Path identity;
    private int changes;

    @BeforeEach
    void configure() throws IOException {
        identity = folder.resolve("sluice.pem");
        changed("first");
        authority.writeTrust(folder.resolve("ca.pem"));
        factory.configure(parsed(Map.of(
                "ssl.protocol", "TLSv1.3",
                "ssl.keystore.type", "PEM",
                "ssl.keystore.location", identity.toString(),
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", folder.resolve("ca.pem").toString())));
    }

    @Test
    void nextConnectionHasTheNewCertificate() throws Exception {
        assertThat(shownToKafka()).isEqualTo("CN=first");

        changed("second");

        assertThat(shownToKafka()).isEqualTo("CN=second");
    }

    @Test
    void unusableCertificateLeavesTheOneBefore() throws Exception {
        Files.writeString(identity, "half of a certif");
        touched();

        assertThat(shownToKafka()).isEqualTo("CN=first");
        changed("third");
        assertThat(shownToKafka()).isEqualTo("CN=third");
    }

    @Test
    void unusableCertificateAtTheStartIsAnError() throws IOException {
        Files.writeString(identity, "no certificate");
        var next = new ReloadingSslEngineFactory();

        assertThatThrownBy(() -> next.configure(parsed(Map.of(
                        "ssl.protocol", "TLSv1.3",
                        "ssl.keystore.type", "PEM",
                        "ssl.keystore.location", identity.toString()))))
                .isInstanceOf(KafkaException.class);
    }

    /** As Kafka's client hands them over. */
    private static Map<String, Object> parsed(Map<String, String> chosen) {
        return new AbstractConfig(new ConfigDef().withClientSslSupport(), chosen, false)
                .values().entrySet().stream()
                        .filter(entry -> entry.getValue() != null)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private String shownToKafka() throws KeyStoreException {
        assertThat(factory.createClientSslEngine("kafka", 9093, "https").getUseClientMode())
                .isTrue();
        var keys = factory.keystore();
        var certificate = (X509Certificate) keys.getCertificate(keys.aliases().nextElement());
        return certificate.getSubjectX500Principal().getName();
    }

    private void changed(String name) throws IOException {
        authority.writeIdentity(name, identity);
        touched();
    }

    /** Two changes in the same tick of the file system's clock would look like one. */
    private void touched() throws IOException {
        Files.setLastModifiedTime(identity, FileTime.from(Instant.EPOCH.plusSeconds(1_000L * ++changes)));
    }
}
