package dev.sluice.bridge.authentication;

import dev.sluice.broker.identity.certificate.CertificateName;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;

/** Which names of a client certificate count. */
public record CertificateSettings(CertificateName user, CertificateName clientId) {

    static CertificateSettings read(Node node, Problems problems) {
        return new CertificateSettings(
                node.choice("user", CertificateName.CN, problems),
                node.choice("client-id", CertificateName.NONE, problems));
    }
}
