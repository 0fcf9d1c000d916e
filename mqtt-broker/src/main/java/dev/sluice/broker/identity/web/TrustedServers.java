package dev.sluice.broker.identity.web;

import dev.sluice.broker.identity.UnusableProofs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom to take for a server, instead of whom Java takes for one. */
public final class TrustedServers {

    private TrustedServers() {}

    /**
     * @param pem certificates that sign the server's
     * @throws UnusableProofs when there are none
     */
    public static SSLContext signedBy(byte[] pem) throws UnusableProofs {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (var each :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
                store.setCertificateEntry("ca-" + number++, each);
            }
            if (number == 0) {
                throw new UnusableProofs("holds no certificate");
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException notPem) {
            throw new UnusableProofs("is not a PEM file of certificates");
        }
    }
}
