package dev.sluice.broker.identity.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Arrays;
import java.util.Optional;

/** How a token may be signed (RFC 7518 §3.1, RFC 8037). None of these has a key that could both sign and verify. */
public enum TokenAlgorithm {
    RS256(JWSAlgorithm.RS256, null),
    RS384(JWSAlgorithm.RS384, null),
    RS512(JWSAlgorithm.RS512, null),
    PS256(JWSAlgorithm.PS256, null),
    PS384(JWSAlgorithm.PS384, null),
    PS512(JWSAlgorithm.PS512, null),
    ES256(JWSAlgorithm.ES256, Curve.P_256),
    ES384(JWSAlgorithm.ES384, Curve.P_384),
    ES512(JWSAlgorithm.ES512, Curve.P_521),
    /** With Ed25519 only. */
    EDDSA(JWSAlgorithm.EdDSA, Curve.Ed25519);

    private static final int LEAST_RSA_BITS = 2_048;

    private final JWSAlgorithm name;
    private final Curve curve;

    TokenAlgorithm(JWSAlgorithm name, Curve curve) {
        this.name = name;
        this.curve = curve;
    }

    /** As tokens spell it. */
    public static Optional<TokenAlgorithm> named(String name) {
        return Arrays.stream(values())
                .filter(each -> each.name.getName().equals(name))
                .findFirst();
    }

    public String spelled() {
        return name.getName();
    }

    /** Whether a key can have made such a signature. */
    boolean fits(JWK key) {
        if (key.getAlgorithm() != null && !key.getAlgorithm().getName().equals(name.getName())) {
            return false;
        }
        return switch (this) {
            case RS256, RS384, RS512, PS256, PS384, PS512 -> key instanceof RSAKey rsa && rsa.size() >= LEAST_RSA_BITS;
            case ES256, ES384, ES512 -> key instanceof ECKey ec && curve.equals(ec.getCurve());
            case EDDSA -> key instanceof OctetKeyPair pair && curve.equals(pair.getCurve());
        };
    }
}
