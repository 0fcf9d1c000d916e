package dev.sluice.broker.identity.jwt;

import com.nimbusds.jose.jwk.JWKSet;
import dev.sluice.broker.identity.UnusableProofs;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where the public keys are. Any thread; nothing blocks. */
public interface TokenKeys extends AutoCloseable {

    /** The keys of this moment; empty while nobody knows them. */
    Optional<JWKSet> current();

    /** Looks for newer keys, unless somebody has done so a moment ago; true when there may be some now. Never fails. */
    CompletionStage<Boolean> renewed();

    @Override
    default void close() {}

    /** Keys that do not change. */
    static TokenKeys fixed(JWKSet keys) {
        return new TokenKeys() {
            @Override
            public Optional<JWKSet> current() {
                return Optional.of(keys);
            }

            @Override
            public CompletionStage<Boolean> renewed() {
                return CompletableFuture.completedFuture(false);
            }
        };
    }

    /**
     * The public keys of a JWK set (RFC 7517 §5); others in it are not even kept.
     *
     * @throws UnusableProofs when there is none that could verify a token
     */
    static JWKSet parse(byte[] json) throws UnusableProofs {
        try {
            var keys = JWKSet.parse(new String(json, StandardCharsets.UTF_8)).toPublicJWKSet();
            for (var algorithm : TokenAlgorithm.values()) {
                if (keys.getKeys().stream().anyMatch(algorithm::fits)) {
                    return keys;
                }
            }
            throw new UnusableProofs("holds no public key for signatures: RSA of 2048 bits or more, EC, or Ed25519");
        } catch (ParseException notOne) {
            throw new UnusableProofs("is not a JWK set, as in {\"keys\": [{\"kty\": \"EC\", …}]}");
        }
    }
}
