package dev.sluice.broker.identity.certificate;

import static dev.sluice.broker.identity.Shown.by;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.access.Verdict;
import dev.sluice.broker.identity.Shown;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;

class CertificateMethodTest {

    private static final X509Certificate PRESS_7 = certificate("press-7.pem");
    private static final X509Certificate TWO_NAMES = certificate("two-names.pem");

    @Test
    void commonNameIsTheUserAndTheDeviceChoosesItsClientId() {
        var identity = accepted(CertificateName.CN, CertificateName.NONE, by("d").certificate(PRESS_7));

        assertThat(identity.user()).contains("press-7");
        assertThat(identity.clientId()).isEqualTo("d");
        assertThat(identity.attributes())
                .containsEntry("cert.cn", "press-7")
                .containsEntry("cert.subject", "CN=press-7,O=Plant")
                .containsEntry("cert.san-dns", "press-7.plant.example")
                .containsEntry("cert.san-uri", "spiffe://plant/press-7")
                .hasSize(4);
        assertThat(identity.expires()).contains(PRESS_7.getNotAfter().toInstant());
    }

    @Test
    void everyNameCanBeTheUserOrTheClientId() {
        assertThat(accepted(CertificateName.SUBJECT, CertificateName.SAN_DNS, by("").certificate(PRESS_7)))
                .satisfies(identity -> {
                    assertThat(identity.user()).contains("CN=press-7,O=Plant");
                    assertThat(identity.clientId()).isEqualTo("press-7.plant.example");
                });
        assertThat(accepted(
                        CertificateName.SAN_URI,
                        CertificateName.CN,
                        by("press-7").certificate(PRESS_7)))
                .satisfies(identity -> {
                    assertThat(identity.user()).contains("spiffe://plant/press-7");
                    assertThat(identity.clientId()).isEqualTo("press-7");
                });
    }

    @Test
    void clientIdOfAnotherIsRefused() {
        assertThat(verdict(CertificateName.CN, CertificateName.CN, by("press-8").certificate(PRESS_7)))
                .isEqualTo(Verdict.refused(Refusal.NOT_AUTHORIZED));
    }

    @Test
    void nameThatIsNotThereOrTwiceIsNobodys() {
        assertThat(verdict(CertificateName.SAN_EMAIL, CertificateName.NONE, by("d").certificate(PRESS_7)))
                .isEqualTo(Verdict.refused(Refusal.NOT_AUTHORIZED));
        assertThat(verdict(CertificateName.CN, CertificateName.NONE, by("d").certificate(TWO_NAMES)))
                .isEqualTo(Verdict.refused(Refusal.NOT_AUTHORIZED));
        assertThat(verdict(CertificateName.SUBJECT, CertificateName.SAN_DNS, by("d").certificate(TWO_NAMES)))
                .isEqualTo(Verdict.refused(Refusal.NOT_AUTHORIZED));
        assertThat(accepted(CertificateName.SUBJECT, CertificateName.NONE, by("d").certificate(TWO_NAMES))
                        .attributes())
                .containsOnlyKeys("cert.subject");
    }

    @Test
    void withoutAUserItIsNotEnough() {
        assertThat(new CertificateMethod(CertificateName.NONE, CertificateName.CN).isEnough())
                .isFalse();
        assertThat(new CertificateMethod(CertificateName.CN, CertificateName.NONE).isEnough())
                .isTrue();
        assertThat(accepted(CertificateName.NONE, CertificateName.CN, by("").certificate(PRESS_7))
                        .user())
                .isEmpty();
    }

    private static Identity accepted(CertificateName user, CertificateName clientId, Shown shown) {
        return ((Verdict.Accepted) verdict(user, clientId, shown)).identity();
    }

    private static Verdict verdict(CertificateName user, CertificateName clientId, Shown shown) {
        var method = new CertificateMethod(user, clientId);
        assertThat(method.knows(shown.credentials())).isTrue();
        return method.judge(shown.credentials()).toCompletableFuture().join();
    }

    private static X509Certificate certificate(String name) {
        try (var pem = CertificateMethodTest.class.getResourceAsStream("/certificates/" + name)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        } catch (IOException | CertificateException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
