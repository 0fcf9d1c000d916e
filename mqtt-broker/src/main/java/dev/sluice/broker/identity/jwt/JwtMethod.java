package dev.sluice.broker.identity.jwt;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.broker.access.Credentials;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.access.Verdict;
import dev.sluice.broker.identity.ProofKind;
import dev.sluice.broker.identity.ProofMethod;
import dev.sluice.broker.identity.Proven;
import dev.sluice.broker.identity.Workers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes a device for whom its token names, until the token ends. */
public final class JwtMethod implements ProofMethod {

    private static final int LONGEST_TOKEN = 16 * 1024;
    /** {@code {"} in Base64: how the header of every token begins. */
    private static final byte[] BEGINNING = {'e', 'y', 'J'};

    private static final Verdict BAD = Verdict.refused(Refusal.BAD_CREDENTIALS);
    /** Known by being this object: newer keys may know better. */
    private static final Verdict UNKNOWN_KEY = Verdict.refused(Refusal.BAD_CREDENTIALS);

    private final JwtRules rules;
    private final TokenKeys keys;
    private final Workers workers;
    private final Clock clock;

    /** @param keys closed together with this, as are the workers */
    public JwtMethod(JwtRules rules, TokenKeys keys, Workers workers, Clock clock) {
        this.rules = rules;
        this.keys = keys;
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public ProofKind kind() {
        return ProofKind.JWT;
    }

    /** Whether the password has the shape of a token, also of one that nobody has signed. */
    @Override
    public boolean knows(Credentials shown) {
        var password = shown.password();
        if (password == null || password.length < BEGINNING.length) {
            return false;
        }
        int dots = 0;
        for (int i = 0; i < password.length; i++) {
            byte each = password[i];
            if (i < BEGINNING.length && each != BEGINNING[i]) {
                return false;
            }
            dots += each == '.' ? 1 : 0;
        }
        return dots == 2;
    }

    @Override
    public CompletionStage<Verdict> judge(Credentials shown) {
        if (shown.password().length > LONGEST_TOKEN) {
            return CompletableFuture.completedFuture(BAD);
        }
        return workers.judge(() -> judged(shown)).thenCompose(verdict -> {
            if (verdict != UNKNOWN_KEY && keys.current().isPresent()) {
                return CompletableFuture.completedFuture(verdict);
            }
            return keys.renewed()
                    .thenCompose(newer ->
                            newer ? workers.judge(() -> judged(shown)) : CompletableFuture.completedFuture(verdict));
        });
    }

    private Verdict judged(Credentials shown) {
        var known = keys.current();
        if (known.isEmpty()) {
            return Verdict.refused(Refusal.UNAVAILABLE);
        }
        try {
            var token = SignedJWT.parse(new String(shown.password(), StandardCharsets.ISO_8859_1));
            var header = token.getHeader();
            var algorithm =
                    TokenAlgorithm.named(header.getAlgorithm().getName()).filter(rules.algorithms()::contains);
            // What is critical to whoever made the token (RFC 7515 §4.1.11) is unknown to us.
            if (algorithm.isEmpty() || header.getCriticalParams() != null) {
                return BAD;
            }
            return signed(shown, token, algorithm.get(), known.get());
        } catch (ParseException notAToken) {
            return BAD;
        }
    }

    private Verdict signed(Credentials shown, SignedJWT token, TokenAlgorithm algorithm, JWKSet known)
            throws ParseException {
        var candidates = Signatures.candidates(known, token, algorithm);
        if (candidates.isEmpty()) {
            return UNKNOWN_KEY;
        }
        boolean signed = candidates.stream().anyMatch(key -> Signatures.isSignedBy(token, key));
        var claims = signed ? token.getJWTClaimsSet() : null;
        return claims == null || !isForUs(claims) || !isOfThisTime(claims) ? BAD : accepted(shown, claims);
    }

    private boolean isForUs(JWTClaimsSet claims) {
        boolean issued = rules.issuer().isEmpty() || rules.issuer().get().equals(claims.getIssuer());
        return issued && !Collections.disjoint(claims.getAudience(), rules.audiences());
    }

    /** A token that never ends is none. */
    private boolean isOfThisTime(JWTClaimsSet claims) {
        var now = clock.instant();
        var end = claims.getExpirationTime();
        var begin = claims.getNotBeforeTime();
        return end != null
                && now.isBefore(end.toInstant().plus(rules.leeway()))
                && (begin == null || !now.plus(rules.leeway()).isBefore(begin.toInstant()));
    }

    private Verdict accepted(Credentials shown, JWTClaimsSet claims) {
        var plain = Claims.of(claims.getClaims());
        var user = rules.user().of(plain);
        var clientId = rules.clientId().flatMap(template -> template.of(plain));
        if (user.isEmpty() || rules.clientId().isPresent() && clientId.isEmpty()) {
            return Verdict.refused(Refusal.NOT_AUTHORIZED);
        }
        Map<String, String> attributes = new HashMap<>();
        plain.forEach((name, value) -> attributes.put("jwt." + name, value));
        return Proven.identity(
                shown,
                clientId,
                user,
                attributes,
                Optional.of(claims.getExpirationTime().toInstant().plus(rules.leeway())));
    }

    @Override
    public void close() {
        workers.close();
        keys.close();
    }
}
