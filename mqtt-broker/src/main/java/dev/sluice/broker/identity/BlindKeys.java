package dev.sluice.broker.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes of what a device shows a key by which it can be recognised, and which tells nothing of it: an HMAC with SHA-256 whose key is made
 * for this process and lives in its memory only. Any thread.
 */
public final class BlindKeys {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;

    public BlindKeys() {
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        secret = new SecretKeySpec(random, ALGORITHM);
    }

    /** @param parts each by its own: {@code "a", "bc"} is not {@code "ab", "c"}; null is not the empty part */
    public String of(byte[]... parts) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            for (var part : parts) {
                mac.update(ByteBuffer.allocate(Integer.BYTES)
                        .putInt(part == null ? -1 : part.length)
                        .array());
                if (part != null) {
                    mac.update(part);
                }
            }
            return Base64.getEncoder().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Null stays null. */
    public static byte[] part(String text) {
        return text == null ? null : text.getBytes(UTF_8);
    }
}
