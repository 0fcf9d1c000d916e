package dev.sluice.broker.identity;

import static dev.sluice.broker.identity.Shown.by;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.access.Credentials;
import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.access.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ProofChainTest {

    private final ProofFigures figures = new ProofFigures();

    @Test
    void firstThatKnowsTheKindDecidesAndNobodyIsAskedAfterIt() {
        var chain = chain(
                false, refusing(ProofKind.JWT, Shown::hasPassword), accepting(ProofKind.PASSWORDS, Shown::hasPassword));

        assertThat(verdict(chain, by("d").password("u", "p"))).isEqualTo(Verdict.refused(Refusal.BAD_CREDENTIALS));
        assertThat(figures.refused(ProofKind.JWT, Refusal.BAD_CREDENTIALS)).isEqualTo(1);
        assertThat(figures.accepted(ProofKind.PASSWORDS)).isZero();
    }

    @Test
    void nothingShownIsNobodyUnlessAnonymousIsAllowed() {
        var method = accepting(ProofKind.PASSWORDS, Shown::hasPassword);

        assertThat(verdict(chain(false, method), by("d"))).isEqualTo(Verdict.refused(Refusal.BAD_CREDENTIALS));
        assertThat(verdict(chain(true, method), by("d"))).isEqualTo(Verdict.accepted(Identity.anonymous("d")));
        assertThat(figures.refused(ProofKind.NONE, Refusal.BAD_CREDENTIALS)).isEqualTo(1);
        assertThat(figures.accepted(ProofKind.ANONYMOUS)).isEqualTo(1);
    }

    @Test
    void credentialsThatNoMethodKnowsAreNotAnonymous() {
        var chain = chain(true, accepting(ProofKind.JWT, shown -> false));

        assertThat(verdict(chain, by("d").password("u", "p"))).isEqualTo(Verdict.refused(Refusal.BAD_CREDENTIALS));
        assertThat(verdict(chain, by("d").user("u"))).isEqualTo(Verdict.refused(Refusal.BAD_CREDENTIALS));
    }

    @Test
    void withoutAnyMethodEverybodyIsLetInWhateverTheyShow() {
        assertThat(verdict(chain(true), by("d").password("u", "p")))
                .isEqualTo(Verdict.accepted(Identity.anonymous("d")));
    }

    @Test
    void methodThatFailsLetsNobodyIn() {
        var thrown = method(ProofKind.HTTP, shown -> true, true, shown -> {
            throw new IllegalStateException("p");
        });
        var failed = method(
                ProofKind.HTTP, shown -> true, true, shown -> CompletableFuture.failedFuture(new Exception("p")));

        assertThat(verdict(chain(true, thrown), by("d"))).isEqualTo(Verdict.refused(Refusal.UNAVAILABLE));
        assertThat(verdict(chain(true, failed), by("d"))).isEqualTo(Verdict.refused(Refusal.UNAVAILABLE));
        assertThat(figures.refused(ProofKind.HTTP, Refusal.UNAVAILABLE)).isEqualTo(2);
    }

    @Test
    void methodThatIsNotEnoughDictatesTheClientIdAndAnotherNamesTheUser() {
        var noon = Instant.parse("2026-11-22T12:00:00Z");
        var certificate = method(
                ProofKind.CERTIFICATES,
                shown -> true,
                false,
                shown -> done(Proven.identity(
                        shown,
                        Optional.of("press-7"),
                        Optional.empty(),
                        Map.of("cert.cn", "press-7"),
                        Optional.of(noon))));
        var password = method(
                ProofKind.PASSWORDS,
                Shown::hasPassword,
                true,
                shown -> done(Proven.identity(
                        shown,
                        Optional.empty(),
                        Optional.of(shown.userName()),
                        Map.of("cert.cn", "forged", "x", "y"),
                        Optional.of(noon.plusSeconds(1)))));
        var chain = chain(false, certificate, password);

        assertThat(verdict(chain, by("").password("plant", "p")))
                .isEqualTo(Verdict.accepted(new Identity(
                        "press-7", Optional.of("plant"), Map.of("cert.cn", "press-7", "x", "y"), Optional.of(noon))));
        assertThat(verdict(chain, by("press-8").password("plant", "p")))
                .isEqualTo(Verdict.refused(Refusal.NOT_AUTHORIZED));
        assertThat(verdict(chain, by("press-7"))).isEqualTo(Verdict.refused(Refusal.BAD_CREDENTIALS));
    }

    @Test
    void namesThatMqttDoesNotKnowAreNobodys() {
        for (var name : List.of("", " ", "a\u0000b", "a\nb", "\uD800", "x".repeat(1_025))) {
            assertThat(Proven.identity(
                            by("").credentials(), Optional.of(name), Optional.empty(), Map.of(), Optional.empty()))
                    .as(name)
                    .isEqualTo(Verdict.refused(Refusal.NOT_AUTHORIZED));
        }
    }

    private ProofChain chain(boolean anonymous, ProofMethod... methods) {
        return new ProofChain(List.of(methods), anonymous, figures);
    }

    private static Verdict verdict(ProofChain chain, Shown shown) {
        return chain.authenticate(shown.credentials()).toCompletableFuture().join();
    }

    private static ProofMethod accepting(ProofKind kind, Predicate<Credentials> knows) {
        return method(kind, knows, true, shown -> done(Verdict.accepted(Identity.anonymous(shown.clientId()))));
    }

    private static ProofMethod refusing(ProofKind kind, Predicate<Credentials> knows) {
        return method(kind, knows, true, shown -> done(Verdict.refused(Refusal.BAD_CREDENTIALS)));
    }

    private static CompletionStage<Verdict> done(Verdict verdict) {
        return CompletableFuture.completedFuture(verdict);
    }

    private static ProofMethod method(
            ProofKind kind,
            Predicate<Credentials> knows,
            boolean enough,
            Function<Credentials, CompletionStage<Verdict>> judge) {
        return new ProofMethod() {
            @Override
            public ProofKind kind() {
                return kind;
            }

            @Override
            public boolean knows(Credentials shown) {
                return knows.test(shown);
            }

            @Override
            public CompletionStage<Verdict> judge(Credentials shown) {
                return judge.apply(shown);
            }

            @Override
            public boolean isEnough() {
                return enough;
            }
        };
    }
}
