package dev.sluice.broker.identity.jwt;

import static dev.sluice.broker.identity.Shown.by;
import static dev.sluice.broker.identity.jwt.Tokens.claims;
import static dev.sluice.broker.identity.jwt.Tokens.part;
import static dev.sluice.broker.identity.jwt.Tokens.signed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.access.Verdict;
import dev.sluice.broker.identity.Instants;
import dev.sluice.broker.identity.Shown;
import dev.sluice.broker.identity.UnusableProofs;
import dev.sluice.broker.identity.Workers;
import java.time.Duration;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JwtMethodTest {

    private static final JWKSet KEYS =
            new JWKSet(List.of(Tokens.EC, Tokens.RSA, Tokens.publicEd25519())).toPublicJWKSet();

    private final Instants clock = new Instants();
    private final Workers workers = new Workers("test-tokens", 1, 10, Duration.ofMinutes(1));

    @AfterEach
    void stop() {
        workers.close();
    }

    @Test
    void tokenNamesTheUserAndItsClaimsAreAttributes() {
        var claims = claims().claim("device", Map.of("number", 7))
                .claim("roles", List.of("a"))
                .build();

        var identity = accepted(by("d").password("ignored", signed(claims)));

        assertThat(identity.user()).contains("press-7");
        assertThat(identity.clientId()).isEqualTo("d");
        assertThat(identity.attributes())
                .containsEntry("jwt.sub", "press-7")
                .containsEntry("jwt.site", "north")
                .containsEntry("jwt.device.number", "7")
                .doesNotContainKey("jwt.roles");
        assertThat(identity.expires()).contains(Instants.NOON.plusSeconds(3_630));
    }

    @Test
    void everyAllowedAlgorithmWorks() {
        for (var algorithm : List.of(JWSAlgorithm.RS256, JWSAlgorithm.RS512, JWSAlgorithm.PS256, JWSAlgorithm.PS384)) {
            assertThat(verdict(Tokens.signedWithRsa(algorithm, claims().build())))
                    .as(algorithm.getName())
                    .isInstanceOf(Verdict.Accepted.class);
        }
        assertThat(verdict(signed(claims().build()))).isInstanceOf(Verdict.Accepted.class);
        assertThat(verdict(Tokens.signedWithEd25519(claims().build()))).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void algorithmThatIsNotOnTheListIsRefused() throws UnusableProofs {
        var method = method(rules("{sub}", null, EnumSet.of(TokenAlgorithm.RS256)), TokenKeys.fixed(KEYS));

        assertThat(verdict(method, Tokens.signedWithRsa(JWSAlgorithm.RS256, claims().build())))
                .isInstanceOf(Verdict.Accepted.class);
        assertThat(verdict(method, Tokens.signedWithRsa(JWSAlgorithm.PS256, claims().build())))
                .isEqualTo(bad());
        assertThat(verdict(method, signed(claims().build()))).isEqualTo(bad());
    }

    @Test
    void tokenThatNobodySignedIsRefused() {
        var payload = part(claims().build().toString());

        for (var header : List.of(
                "{\"alg\":\"none\"}",
                "{\"alg\":\"None\"}",
                "{\"alg\":\"ES256\"}",
                "{\"alg\":\"\"}",
                "{}",
                "{\"alg\":null}")) {
            for (var signature : List.of("", "AA", part("x".repeat(64)))) {
                assertThat(verdict(part(header) + "." + payload + "." + signature))
                        .as(header)
                        .isEqualTo(bad());
            }
        }
    }

    /** Whoever takes the algorithm from the token takes a public key, which everybody can read, for the secret of an HMAC. */
    @Test
    void publicKeyIsNoSecret() throws Exception {
        for (var secret : List.of(
                Tokens.RSA.toRSAPublicKey().getEncoded(),
                Tokens.EC.toECPublicKey().getEncoded(),
                Tokens.RSA.toPublicJWK().toJSONString().getBytes(UTF_8),
                Tokens.publicEd25519().getDecodedX())) {
            for (var name : new String[] {"rsa-1", "ec-1", "ed-1", null}) {
                var header =
                        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(name).build();
                assertThat(verdict(signed(header, claims().build(), new MACSigner(secret))))
                        .isEqualTo(bad());
            }
        }
    }

    @Test
    void keyThatTheTokenBringsAlongIsNotBelieved() {
        var own = Tokens.ec("ec-1");
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .jwk(own.toPublicJWK())
                .keyID("ec-1")
                .build();

        assertThat(verdict(signed(header, claims().build(), Tokens.ecSigner(own))))
                .isEqualTo(bad());
    }

    @Test
    void whatTheTokenCallsCriticalIsNotIgnored() {
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID("ec-1")
                .criticalParams(Set.of("exp"))
                .customParam("exp", 1)
                .build();

        assertThat(verdict(signed(header, claims().build(), Tokens.ecSigner(Tokens.EC))))
                .isEqualTo(bad());
    }

    @Test
    void changedTokenIsRefused() {
        var token = signed(claims().build());
        var forged = token.split("\\.")[0] + "."
                + part(claims().subject("admin").build().toString()) + "." + token.split("\\.")[2];

        assertThat(verdict(forged)).isEqualTo(bad());
    }

    @Test
    void keyForEncryptionSignsNothing() throws UnusableProofs {
        var key = new com.nimbusds.jose.jwk.ECKey.Builder(Tokens.EC.toPublicJWK())
                .keyUse(KeyUse.ENCRYPTION)
                .build();
        var method =
                method(rules("{sub}", null, EnumSet.allOf(TokenAlgorithm.class)), TokenKeys.fixed(new JWKSet(key)));

        assertThat(verdict(method, signed(claims().build()))).isEqualTo(bad());
    }

    @Test
    void tokenOfAnotherIssuerOrForSomebodyElseIsRefused() {
        assertThat(verdict(signed(claims().issuer("https://evil.example").build())))
                .isEqualTo(bad());
        assertThat(verdict(signed(claims().issuer(null).build()))).isEqualTo(bad());
        assertThat(verdict(signed(claims().audience("another").build()))).isEqualTo(bad());
        assertThat(verdict(signed(claims().audience((String) null).build()))).isEqualTo(bad());
        assertThat(verdict(
                        signed(claims().audience(List.of("another", "sluice")).build())))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void tokenIsGoodInItsTimeGiveOrTakeTheLeeway() {
        var early = signed(
                claims().notBeforeTime(Date.from(Instants.NOON.plusSeconds(31))).build());
        var token = signed(
                claims().notBeforeTime(Date.from(Instants.NOON.plusSeconds(30))).build());

        assertThat(verdict(early)).isEqualTo(bad());
        assertThat(verdict(token)).isInstanceOf(Verdict.Accepted.class);
        clock.pass(Duration.ofSeconds(3_629));
        assertThat(verdict(token)).isInstanceOf(Verdict.Accepted.class);
        clock.pass(Duration.ofSeconds(1));
        assertThat(verdict(token)).isEqualTo(bad());
    }

    @Test
    void tokenWithoutAnEndIsRefused() {
        assertThat(verdict(signed(claims().expirationTime(null).build()))).isEqualTo(bad());
    }

    @Test
    void claimsDictateUserAndClientId() throws UnusableProofs {
        var method = method(
                rules("{site}-{sub}", "{site}/{sub}", EnumSet.allOf(TokenAlgorithm.class)), TokenKeys.fixed(KEYS));
        var token = signed(claims().build());

        assertThat(verdict(method, by("").password("u", token)))
                .isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> {
                    assertThat(accepted.identity().clientId()).isEqualTo("north/press-7");
                    assertThat(accepted.identity().user()).contains("north-press-7");
                });
        assertThat(verdict(method, by("another").password("u", token)))
                .isEqualTo(Verdict.refused(Refusal.NOT_AUTHORIZED));
        assertThat(verdict(method, signed(claims().claim("site", null).build())))
                .isEqualTo(Verdict.refused(Refusal.NOT_AUTHORIZED));
    }

    @Test
    void onlyWhatLooksLikeATokenIsItsKind() {
        var method = method(TokenKeys.fixed(KEYS));

        assertThat(method.knows(by("d").password("u", "eyJ.a.b").credentials())).isTrue();
        for (var password : List.of("", "ey", "a.b.c", "eyJ", "eyJ.a", "eyJ.a.b.c.d")) {
            assertThat(method.knows(by("d").password("u", password).credentials()))
                    .as(password)
                    .isFalse();
        }
        assertThat(method.knows(by("d").credentials())).isFalse();
        assertThat(verdict("eyJ" + "x".repeat(20_000) + ".a.b")).isEqualTo(bad());
    }

    @Test
    void unknownKeyIsLookedForOnceAmongNewerOnes() {
        var present = new AtomicReference<>(new JWKSet(Tokens.RSA).toPublicJWKSet());
        var keys = new TokenKeys() {
            private int asked;

            @Override
            public Optional<JWKSet> current() {
                return Optional.ofNullable(present.get());
            }

            @Override
            public CompletionStage<Boolean> renewed() {
                present.set(KEYS);
                return CompletableFuture.completedFuture(asked++ == 0);
            }
        };
        var method = method(keys);

        assertThat(verdict(method, signed(claims().build()))).isInstanceOf(Verdict.Accepted.class);
        present.set(new JWKSet(Tokens.RSA).toPublicJWKSet());
        assertThat(verdict(method, signed(claims().build()))).isEqualTo(bad());
    }

    @Test
    void withoutAnyKeysNobodyIsLetIn() {
        var keys = new TokenKeys() {
            @Override
            public Optional<JWKSet> current() {
                return Optional.empty();
            }

            @Override
            public CompletionStage<Boolean> renewed() {
                return CompletableFuture.completedFuture(false);
            }
        };

        assertThat(verdict(method(keys), signed(claims().build()))).isEqualTo(Verdict.refused(Refusal.UNAVAILABLE));
    }

    private Identity accepted(Shown shown) {
        return ((Verdict.Accepted) verdict(method(TokenKeys.fixed(KEYS)), shown)).identity();
    }

    private Verdict verdict(String token) {
        return verdict(method(TokenKeys.fixed(KEYS)), token);
    }

    private static Verdict verdict(JwtMethod method, String token) {
        return verdict(method, by("d").password("u", token));
    }

    private static Verdict verdict(JwtMethod method, Shown shown) {
        return method.judge(shown.credentials()).toCompletableFuture().join();
    }

    private static Verdict bad() {
        return Verdict.refused(Refusal.BAD_CREDENTIALS);
    }

    private JwtMethod method(TokenKeys keys) {
        try {
            return method(rules("{sub}", null, EnumSet.allOf(TokenAlgorithm.class)), keys);
        } catch (UnusableProofs impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private JwtMethod method(JwtRules rules, TokenKeys keys) {
        return new JwtMethod(rules, keys, workers, clock);
    }

    private static JwtRules rules(String user, String clientId, Set<TokenAlgorithm> algorithms) throws UnusableProofs {
        return new JwtRules(
                algorithms,
                Optional.of("https://issuer.example"),
                Set.of("sluice"),
                Duration.ofSeconds(30),
                ClaimTemplate.parse(user),
                clientId == null ? Optional.empty() : Optional.of(ClaimTemplate.parse(clientId)));
    }
}
