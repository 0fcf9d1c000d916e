package dev.sluice.broker.tls;

import dev.sluice.broker.tls.TlsUnusableException.Part;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * What the files of a listener held at one moment, and fits together.
 *
 * @param chain the server's own certificate first
 * @param clientCas none where devices are not asked for a certificate
 */
public record TlsFiles(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> clientCas) {

    /** With forward secrecy and authenticated encryption; no other is spoken. */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    /** A device that comes back within it is spared half of the handshake's arithmetic. */
    private static final Duration RESUMABLE = Duration.ofHours(1);

    private static final byte[] PROBE = "does this key belong to this certificate?".getBytes(StandardCharsets.UTF_8);

    /** @throws TlsUnusableException when a file is missing or wrong, or they do not belong together */
    public static TlsFiles read(TlsSettings settings) throws TlsUnusableException {
        var chain = PemFile.read(Part.CERTIFICATE, settings.certificate()).certificates();
        var key = PemFile.read(Part.KEY, settings.key()).privateKey();
        if (!belong(key, chain.get(0).getPublicKey())) {
            throw new TlsUnusableException(Part.KEY, stranger(settings, key, chain), null);
        }
        List<X509Certificate> clientCas = settings.clientCa().isEmpty()
                ? List.of()
                : PemFile.read(Part.CLIENT_CA, settings.clientCa().get()).certificates();
        var files = new TlsFiles(chain, key, clientCas);
        files.context(settings);
        return files;
    }

    /** When the first certificate of the chain that does so expires. */
    public Instant expires() {
        return chain.stream()
                .map(each -> each.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** From when on the server's own certificate is good. */
    public Instant begins() {
        return chain.get(0).getNotBefore().toInstant();
    }

    SslContext context(TlsSettings settings) throws TlsUnusableException {
        try {
            return SslContextBuilder.forServer(key, chain.toArray(X509Certificate[]::new))
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .trustManager(clientCas.toArray(X509Certificate[]::new))
                    .clientAuth(settings.clientCertificate().asked())
                    .sessionTimeout(RESUMABLE.toSeconds())
                    .build();
        } catch (SSLException | IllegalArgumentException unusable) {
            throw new TlsUnusableException(
                    Part.CERTIFICATE,
                    settings.certificate() + " cannot be used ("
                            + root(unusable).getMessage()
                            + "): it must hold the server's own certificate, then the one that signs it, and so on",
                    unusable);
        }
    }

    private static Throwable root(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String stranger(TlsSettings settings, PrivateKey key, List<X509Certificate> chain) {
        boolean isLater = chain.stream().skip(1).anyMatch(each -> belong(key, each.getPublicKey()));
        return settings.key() + " does not belong to "
                + (isLater
                        ? "the first certificate in " + settings.certificate()
                                + " but to a later one: the server's own must come first"
                        : "the certificate in " + settings.certificate()
                                + ": they must be made together, or one of the files is from another time");
    }

    private static boolean belong(PrivateKey key, PublicKey certified) {
        try {
            var algorithm = switch (key.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> "EdDSA";
            };
            var signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(PROBE);
            var signed = signing.sign();
            var verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certified);
            verifying.update(PROBE);
            return verifying.verify(signed);
        } catch (GeneralSecurityException anotherKind) {
            return false;
        }
    }

    /** The key is never shown. */
    @Override
    public String toString() {
        return "TlsFiles[" + chain.get(0).getSubjectX500Principal() + ", expires " + expires() + "]";
    }
}
