package dev.sluice.broker.identity.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;

/** Compares a token's signature with public keys. Blocks for up to a millisecond a key. */
final class Signatures {

    /** Keys without a name that are tried for one token. */
    private static final int MOST_KEYS = 8;

    private static final int ED25519_BYTES = 32;
    /** What X.509 writes in front of an Ed25519 key (RFC 8410 §4). */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private Signatures() {}

    /** Keys that can have made the token's signature, by the name that it gives and by its algorithm. */
    static List<JWK> candidates(JWKSet keys, SignedJWT token, TokenAlgorithm algorithm) {
        var name = token.getHeader().getKeyID();
        return keys.getKeys().stream()
                .filter(key -> name == null || name.equals(key.getKeyID()))
                .filter(key -> key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                .filter(key ->
                        key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY))
                .filter(algorithm::fits)
                .limit(MOST_KEYS)
                .toList();
    }

    static boolean isSignedBy(SignedJWT token, JWK key) {
        try {
            if (key instanceof OctetKeyPair pair) {
                return isSignedWithEd25519(token, pair.getDecodedX());
            }
            JWSVerifier verifier = key instanceof ECKey ec
                    ? new ECDSAVerifier(ec)
                    : new RSASSAVerifier(((RSAKey) key).toRSAPublicKey());
            return token.verify(verifier);
        } catch (JOSEException | GeneralSecurityException unusable) {
            return false;
        }
    }

    /** Nimbus would want another library for it; the JDK has it since 15. */
    private static boolean isSignedWithEd25519(SignedJWT token, byte[] point) throws GeneralSecurityException {
        if (point.length != ED25519_BYTES) {
            return false;
        }
        var encoded = new ByteArrayOutputStream();
        encoded.writeBytes(ED25519_PREFIX);
        encoded.writeBytes(point);
        var signature = Signature.getInstance("Ed25519");
        signature.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded.toByteArray())));
        signature.update(token.getSigningInput());
        return signature.verify(token.getSignature().decode());
    }
}
