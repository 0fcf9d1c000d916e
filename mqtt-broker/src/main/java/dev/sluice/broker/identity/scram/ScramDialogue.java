package dev.sluice.broker.identity.scram;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.broker.access.Credentials;
import dev.sluice.broker.access.Dialogue;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.access.Verdict;
import dev.sluice.broker.identity.Proven;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The server's side of one talk (RFC 5802 §5).
 *
 * <pre>
 *  n,,n=user,r=nonce            ─▶
 *                              ◀─  r=nonce+ours,s=salt,i=iterations
 *  c=biws,r=nonce+ours,p=proof  ─▶
 *                              ◀─  v=signature
 * </pre>
 */
final class ScramDialogue implements Dialogue {

    private static final int NONCE_BYTES = 18;
    /** Channel binding is not for TLS that may end at a balancer; an authorisation identity is nobody's business but the user's. */
    private static final Pattern FIRST = Pattern.compile(
            "(?<header>[ny],,)(?<bare>n=(?<user>[^,]+),r=(?<nonce>[\\x21-\\x2B\\x2D-\\x7E]{8,256}))(,.*)?",
            Pattern.DOTALL);

    private static final Pattern FINAL = Pattern.compile(
            "(?<unproven>c=(?<header>[A-Za-z0-9+/=]+),r=(?<nonce>[\\x21-\\x2B\\x2D-\\x7E]+)),p=(?<proof>[A-Za-z0-9+/=]+)");

    private static final Ended BAD = new Ended(Verdict.refused(Refusal.BAD_CREDENTIALS), new byte[0]);

    private final ScramFile file;
    private final Credentials shown;

    // of the first message, once it has come
    private String header;
    private String user;
    private String nonce;
    private String talk;
    private ScramKeys keys;

    ScramDialogue(ScramFile file, Credentials shown) {
        this.file = file;
        this.shown = shown;
    }

    @Override
    public Step answer(byte[] data) {
        var text = text(data);
        if (text.isEmpty()) {
            return BAD;
        }
        return keys == null ? first(text.get()) : last(text.get());
    }

    private Step first(String message) {
        var parts = FIRST.matcher(message);
        if (!parts.matches() || parts.group(5) != null) {
            return BAD;
        }
        header = parts.group("header");
        user = parts.group("user").replace("=2C", ",").replace("=3D", "=");
        nonce = parts.group("nonce") + ours();
        keys = file.of(user).orElseGet(() -> file.ofStranger(user));
        var answer = "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(keys.salt()) + ",i=" + keys.iterations();
        talk = parts.group("bare") + "," + answer + ",";
        return new Challenge(answer.getBytes(UTF_8));
    }

    private Step last(String message) {
        var parts = FINAL.matcher(message);
        if (!parts.matches() || !parts.group("nonce").equals(nonce)) {
            return BAD;
        }
        var whole = (talk + parts.group("unproven")).getBytes(UTF_8);
        try {
            var itsHeader = Base64.getDecoder().decode(parts.group("header"));
            var proof = Base64.getDecoder().decode(parts.group("proof"));
            boolean sameHeader = MessageDigest.isEqual(itsHeader, header.getBytes(UTF_8));
            if (!isProof(proof, whole) || !sameHeader || file.of(user).isEmpty()) {
                return BAD;
            }
        } catch (IllegalArgumentException notBase64) {
            return BAD;
        }
        var signature = ScramKeys.hmac(keys.serverKey(), whole);
        return new Ended(
                Proven.identity(shown, Optional.empty(), Optional.of(user), Map.of(), Optional.empty()),
                ("v=" + Base64.getEncoder().encodeToString(signature)).getBytes(UTF_8));
    }

    private boolean isProof(byte[] proof, byte[] whole) {
        var clientKey = ScramKeys.hmac(keys.storedKey(), whole);
        if (proof.length != clientKey.length) {
            return false;
        }
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= proof[i];
        }
        return MessageDigest.isEqual(ScramKeys.sha256(clientKey), keys.storedKey());
    }

    private static String ours() {
        var random = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    private static Optional<String> text(byte[] data) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }
}
