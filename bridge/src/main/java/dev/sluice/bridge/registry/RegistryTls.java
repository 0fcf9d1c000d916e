package dev.sluice.bridge.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom we trust to be the registry, and as whom we come. PEM files, as other tools have them.
 *
 * @param ca certificates that sign the registry's; without it Java's own
 * @param certificate our own, with those that sign it behind it; only together with {@code key}
 * @param key PKCS#8, not encrypted
 */
public record RegistryTls(Optional<Path> ca, Optional<Path> certificate, Optional<Path> key) {

    public static final RegistryTls USUAL = new RegistryTls(Optional.empty(), Optional.empty(), Optional.empty());

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final char[] IN_MEMORY = new char[0];

    /** @throws IOException when a file cannot be read or is not what it should be; the message names it */
    SSLContext context() throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), trustManagers(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("TLS cannot be set up: " + unusable.getMessage(), unusable);
        }
    }

    private TrustManager[] trustManagers() throws IOException, GeneralSecurityException {
        if (ca.isEmpty()) {
            return null;
        }
        var trusted = empty();
        int number = 0;
        for (var each : certificates(ca.get())) {
            trusted.setCertificateEntry("ca-" + number++, each);
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }

    private KeyManager[] keyManagers() throws IOException, GeneralSecurityException {
        if (certificate.isEmpty() || key.isEmpty()) {
            return null;
        }
        var ours = empty();
        ours.setKeyEntry(
                "us", key(key.get()), IN_MEMORY, certificates(certificate.get()).toArray(Certificate[]::new));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(ours, IN_MEMORY);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, IN_MEMORY);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var found = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException(file + " holds no certificate");
            }
            return found;
        } catch (GeneralSecurityException notPem) {
            throw new IOException(file + " is not a PEM file of certificates: " + notPem.getMessage(), notPem);
        }
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        var found = KEY.matcher(Files.readString(file));
        if (!found.find()) {
            throw new IOException(file + " holds no PKCS#8 key (BEGIN PRIVATE KEY), or an encrypted one;"
                    + " openssl pkcs8 -topk8 -nocrypt makes one");
        }
        var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
        for (var algorithm : List.of("EC", "RSA", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException another) {
                // one of the next
            }
        }
        throw new IOException(file + " holds a key that is neither EC, RSA nor EdDSA");
    }
}
