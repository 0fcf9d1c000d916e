package dev.sluice.simulator.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.ByteArrayInputStream;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * The papers of one device, read from its files.
 *
 * @param keys its certificate and key; empty = it shows none
 * @param trust whom it believes; empty = those whom Java trusts
 * @param checksName whether the broker's certificate must be for the host that was asked for
 */
public record TlsPapers(Optional<KeyManagerFactory> keys, Optional<TrustManagerFactory> trust, boolean checksName) {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");
    private static final char[] NO_PASSWORD = {};

    /**
     * Reads the files that the settings name; {@code {device}} must have been replaced.
     *
     * @throws IOException when a file cannot be read
     * @throws IllegalArgumentException when one holds something else; the message names it
     */
    public static TlsPapers read(TlsSettings settings) throws IOException {
        Optional<KeyManagerFactory> keys = Optional.empty();
        if (settings.certificate().isPresent()) {
            keys = Optional.of(keys(
                    Path.of(settings.certificate().get()),
                    Path.of(settings.key().orElseThrow())));
        }
        if (settings.insecure()) {
            return new TlsPapers(keys, Optional.of(InsecureTrustManagerFactory.INSTANCE), false);
        }
        Optional<TrustManagerFactory> trust = Optional.empty();
        if (settings.authorities().isPresent()) {
            trust = Optional.of(trust(Path.of(settings.authorities().get())));
        }
        return new TlsPapers(keys, trust, true);
    }

    private static KeyManagerFactory keys(Path certificate, Path key) throws IOException {
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry(
                    "device",
                    privateKey(key),
                    NO_PASSWORD,
                    certificates(certificate).toArray(Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return factory;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    certificate + " and " + key + " cannot be used together: " + e.getMessage(), e);
        }
    }

    private static TrustManagerFactory trust(Path authorities) throws IOException {
        try {
            KeyStore store = emptyStore();
            int number = 0;
            for (Certificate certificate : certificates(authorities)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(authorities + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Collection<? extends Certificate> certificates(Path file) throws IOException {
        Collection<? extends Certificate> found;
        try {
            found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " holds no PEM certificate: " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(file + " holds no PEM certificate");
        }
        return found;
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        Matcher key = KEY.matcher(Files.readString(file, US_ASCII));
        if (!key.find()) {
            throw new IllegalArgumentException(
                    file
                            + " holds no unencrypted PKCS #8 key (BEGIN PRIVATE KEY); openssl pkcs8 -topk8 -nocrypt -in KEY makes one");
        }
        PKCS8EncodedKeySpec encoded;
        try {
            encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is damaged: " + e.getMessage(), e);
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException another) {
                // The next algorithm may know it.
            }
        }
        throw new IllegalArgumentException(file + " is neither an EC nor an RSA nor an Ed25519 key");
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
