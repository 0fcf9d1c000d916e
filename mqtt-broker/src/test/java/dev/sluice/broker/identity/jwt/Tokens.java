package dev.sluice.broker.identity.jwt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.broker.identity.Instants;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Date;

/** Makes keys, and tokens that are signed with them: good ones for the audience {@code sluice} that end an hour after noon. */
final class Tokens {

    static final ECKey EC = ec("ec-1");
    static final RSAKey RSA = rsa();
    static final KeyPair ED25519 = ed25519();

    private Tokens() {}

    static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .subject("press-7")
                .issuer("https://issuer.example")
                .audience("sluice")
                .claim("site", "north")
                .expirationTime(Date.from(Instants.NOON.plusSeconds(3_600)));
    }

    static String signed(JWTClaimsSet claims) {
        return signed(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec-1").build(), claims, ecSigner(EC));
    }

    static String signedWithRsa(JWSAlgorithm algorithm, JWTClaimsSet claims) {
        try {
            return signed(new JWSHeader.Builder(algorithm).keyID("rsa-1").build(), claims, new RSASSASigner(RSA));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            var token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String signedWithEd25519(JWTClaimsSet claims) {
        try {
            var input = part("{\"alg\":\"EdDSA\",\"kid\":\"ed-1\"}") + "." + part(claims.toString());
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(ED25519.getPrivate());
            signature.update(input.getBytes(US_ASCII));
            return input + "." + Base64URL.encode(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String part(String json) {
        return Base64URL.encode(json.getBytes(UTF_8)).toString();
    }

    static JWSSigner ecSigner(ECKey key) {
        try {
            return new ECDSASigner(key);
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static OctetKeyPair publicEd25519() {
        var encoded = ED25519.getPublic().getEncoded();
        var point = Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        return new OctetKeyPair.Builder(Curve.Ed25519, point).keyID("ed-1").build();
    }

    static ECKey ec(String name) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(name).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static RSAKey rsa() {
        try {
            return new RSAKeyGenerator(2_048).keyID("rsa-1").generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
