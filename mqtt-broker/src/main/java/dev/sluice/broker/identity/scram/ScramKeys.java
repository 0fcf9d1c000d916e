package dev.sluice.broker.identity.scram;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is kept of a password (RFC 5802 §3), written as PostgreSQL does: {@code SCRAM-SHA-256$4096:salt$StoredKey:ServerKey}, everything
 * but the iterations in Base64.
 */
record ScramKeys(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {

    static final int LEAST_ITERATIONS = 4_096;
    static final int MOST_ITERATIONS = 1_000_000;
    static final int BYTES = 32;
    static final int SALT_BYTES = 16;

    private static final String BASE64 = "([A-Za-z0-9+/]+={0,2})";
    private static final Pattern WRITTEN =
            Pattern.compile("SCRAM-SHA-256\\$(\\d{1,7}):" + BASE64 + "\\$" + BASE64 + ":" + BASE64);

    static Optional<ScramKeys> parse(String written) {
        var parts = WRITTEN.matcher(written);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            var keys = new ScramKeys(
                    Integer.parseInt(parts.group(1)),
                    bytes(parts.group(2)),
                    bytes(parts.group(3)),
                    bytes(parts.group(4)));
            boolean good = keys.iterations >= LEAST_ITERATIONS
                    && keys.iterations <= MOST_ITERATIONS
                    && keys.salt.length >= 8
                    && keys.storedKey.length == BYTES
                    && keys.serverKey.length == BYTES;
            return good ? Optional.of(keys) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Takes as long as the iterations say: some milliseconds and more. */
    static ScramKeys of(String password, byte[] salt, int iterations) {
        var salted = salted(Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(UTF_8), salt, iterations);
        return new ScramKeys(
                iterations,
                salt,
                sha256(hmac(salted, "Client Key".getBytes(UTF_8))),
                hmac(salted, "Server Key".getBytes(UTF_8)));
    }

    /** {@code Hi} of RFC 5802 §2.2: PBKDF2 with one block. */
    static byte[] salted(byte[] password, byte[] salt, int iterations) {
        var mac = mac(password);
        mac.update(salt);
        var block = mac.doFinal(new byte[] {0, 0, 0, 1});
        var sum = block.clone();
        for (int i = 1; i < iterations; i++) {
            block = mac.doFinal(block);
            for (int j = 0; j < sum.length; j++) {
                sum[j] ^= block[j];
            }
        }
        return sum;
    }

    static byte[] hmac(byte[] key, byte[] text) {
        return mac(key).doFinal(text);
    }

    private static Mac mac(byte[] key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256")); // a key is padded with zeros
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    String written() {
        var encoder = Base64.getEncoder();
        return "SCRAM-SHA-256$" + iterations + ":" + encoder.encodeToString(salt) + "$"
                + encoder.encodeToString(storedKey) + ":" + encoder.encodeToString(serverKey);
    }

    @Override
    public String toString() {
        return "ScramKeys[" + iterations + "]";
    }
}
