package dev.sluice.simulator.broker;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that signs for as long as a test lasts; everything is in PEM files {@code NAME.crt} and {@code NAME.key}. */
public final class Certificates {

    private final Path folder;
    private final String name;
    private final KeyPair keys;
    private long serial = 1;

    public Certificates(Path folder, String name) throws IOException, GeneralSecurityException {
        this.folder = folder;
        this.name = name;
        this.keys = keyPair();
        write(name, keys, sign(name, keys, true));
    }

    /** The authority's own certificate. */
    public Path authority() {
        return certificate(name);
    }

    public Path certificate(String of) {
        return folder.resolve(of + ".crt");
    }

    public Path key(String of) {
        return folder.resolve(of + ".key");
    }

    /** A certificate for somebody of this name, who may also be 127.0.0.1. */
    public void signFor(String subject) throws IOException, GeneralSecurityException {
        KeyPair own = keyPair();
        write(subject, own, sign(subject, own, false));
    }

    private X509Certificate sign(String subject, KeyPair own, boolean authority) throws GeneralSecurityException {
        Instant now = Instant.now();
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=" + name),
                    BigInteger.valueOf(serial++),
                    Date.from(now.minus(Duration.ofMinutes(5))),
                    Date.from(now.plus(Duration.ofDays(1))),
                    new X500Name("CN=" + subject),
                    own.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!authority) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (OperatorCreationException | IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private void write(String subject, KeyPair own, X509Certificate certificate)
            throws IOException, GeneralSecurityException {
        Files.writeString(certificate(subject), pem("CERTIFICATE", certificate.getEncoded()));
        Files.writeString(key(subject), pem("PRIVATE KEY", own.getPrivate().getEncoded()));
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + what + "-----\n";
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }
}
