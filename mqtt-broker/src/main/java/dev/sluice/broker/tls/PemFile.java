package dev.sluice.broker.tls;

import dev.sluice.broker.tls.TlsUnusableException.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One PEM file (RFC 7468) as it is at this moment; what cannot be made of it is said for people. */
record PemFile(Part part, Path file, String text) {

    private static final long LARGEST = 1 << 20;
    private static final Pattern CERTIFICATE = block("CERTIFICATE");
    private static final Pattern KEY = block("PRIVATE KEY");
    private static final Pattern ANY_KEY = Pattern.compile("-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY-----");
    private static final String PLAIN_KEY = "openssl pkcs8 -topk8 -nocrypt -in %s -out NEW.key";

    static PemFile read(Part part, Path file) throws TlsUnusableException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new TlsUnusableException(part, file + " is larger than 1MB: that is not a PEM file", null);
            }
            return new PemFile(part, file, Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException missing) {
            throw TlsUnusableException.missing(part, "there is no file " + file, missing);
        } catch (AccessDeniedException denied) {
            throw new TlsUnusableException(part, "this user may not read " + file, denied);
        } catch (TlsUnusableException known) {
            throw known;
        } catch (IOException unreadable) {
            throw new TlsUnusableException(part, file + " cannot be read: " + unreadable, unreadable);
        }
    }

    /** At least one, in the order of the file. */
    List<X509Certificate> certificates() throws TlsUnusableException {
        var found = new ArrayList<X509Certificate>();
        var blocks = CERTIFICATE.matcher(text);
        while (blocks.find()) {
            found.add(certificate(blocks));
        }
        if (found.isEmpty()) {
            throw unusable(
                    "holds no certificate (-----BEGIN CERTIFICATE-----)"
                            + (ANY_KEY.matcher(text).find() ? " but a key: are the two files swapped?" : ""),
                    null);
        }
        return List.copyOf(found);
    }

    private X509Certificate certificate(Matcher block) throws TlsUnusableException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(decoded(block)));
        } catch (CertificateException | IllegalArgumentException damaged) {
            throw unusable("holds something that is no certificate: " + damaged.getMessage(), damaged);
        }
    }

    /** Its messages show nothing of what the file holds. */
    PrivateKey privateKey() throws TlsUnusableException {
        var block = KEY.matcher(text);
        if (!block.find()) {
            throw unusable(whyThereIsNoKey(), null);
        }
        byte[] encoded;
        try {
            encoded = decoded(block);
        } catch (IllegalArgumentException damaged) {
            throw unusable("holds a damaged key: what is between its marks is not Base64", null);
        }
        for (var algorithm : List.of("EC", "RSA", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (GeneralSecurityException another) {
                // one of the next
            }
        }
        throw unusable("holds a key that is neither EC, RSA nor EdDSA, or a damaged one", null);
    }

    private String whyThereIsNoKey() {
        var kind = ANY_KEY.matcher(text);
        if (!kind.find()) {
            return "holds no private key (-----BEGIN PRIVATE KEY-----)"
                    + (CERTIFICATE.matcher(text).find() ? " but a certificate: are the two files swapped?" : "");
        }
        if (kind.group(1).startsWith("ENCRYPTED") || text.contains("Proc-Type: 4,ENCRYPTED")) {
            return "holds an encrypted key, and nobody would be there to type its password. Decrypt it (" + plainKey()
                    + ") and let only Sluice's user read the new file";
        }
        return "holds a key in the older form \"" + kind.group(1) + "PRIVATE KEY\"; make a PKCS#8 one of it: "
                + plainKey();
    }

    private String plainKey() {
        return PLAIN_KEY.formatted(file);
    }

    private TlsUnusableException unusable(String why, Throwable cause) {
        return new TlsUnusableException(part, file + " " + why, cause);
    }

    private static byte[] decoded(Matcher block) {
        return Base64.getMimeDecoder().decode(block.group(1));
    }

    private static Pattern block(String what) {
        return Pattern.compile("-----BEGIN " + what + "-----([A-Za-z0-9+/=\\s]*+)-----END " + what + "-----");
    }
}
