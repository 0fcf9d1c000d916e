package dev.sluice.bridge.authentication;

import com.nimbusds.jose.jwk.JWKSet;
import dev.sluice.broker.identity.UnusableProofs;
import dev.sluice.broker.identity.jwt.ClaimTemplate;
import dev.sluice.broker.identity.jwt.JwtRules;
import dev.sluice.broker.identity.jwt.TokenAlgorithm;
import dev.sluice.broker.identity.jwt.TokenKeys;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tokens as passwords.
 *
 * @param keys from a file, as it was when the configuration was read
 * @param server where keys are instead; one of the two, unless there was a complaint
 * @param refresh how often the server is asked
 * @param keep how long its keys are good after it gave them
 * @param rules empty only after a complaint
 */
public record JwtSettings(
        Optional<JWKSet> keys,
        Optional<ServerSettings> server,
        Duration refresh,
        Duration keep,
        Optional<JwtRules> rules) {

    static JwtSettings read(Node node, Problems problems) {
        boolean fromFile = node.has("jwks-file");
        boolean fromServer = node.has("jwks-url");
        if (fromFile == fromServer) {
            node.complain(
                    fromFile ? "jwks-url" : "jwks-file",
                    fromFile
                            ? "means nothing beside jwks-file"
                            : "missing; expected a file or, as jwks-url, an address",
                    fromFile ? "UNUSED-KEY" : "MISSING-KEY",
                    problems);
        }
        var keys = fromFile ? ProofFiles.read(node, "jwks-file", TokenKeys::parse, problems) : Optional.<JWKSet>empty();
        return new JwtSettings(
                keys,
                fromServer && !fromFile
                        ? Optional.of(ServerSettings.read(node, "jwks-url", problems))
                        : withoutServer(node, problems),
                node.durationBetween(
                        "refresh", Duration.ofSeconds(10), Duration.ofDays(1), Duration.ofMinutes(5), problems),
                node.durationBetween("keep", Duration.ofMinutes(1), Duration.ofDays(30), Duration.ofDays(1), problems),
                rules(node, problems));
    }

    private static Optional<ServerSettings> withoutServer(Node node, Problems problems) {
        for (var key : new String[] {"timeout", "ca"}) {
            if (node.has(key)) {
                node.complain(key, "means nothing without jwks-url", "UNUSED-KEY", problems);
            }
        }
        return Optional.empty();
    }

    private static Optional<JwtRules> rules(Node node, Problems problems) {
        int before = problems.count();
        var algorithms = algorithms(node, problems);
        var issuer = node.optionalText("issuer", problems);
        var audiences = Set.copyOf(node.textOrTexts("audience", problems));
        if (audiences.isEmpty() || audiences.stream().anyMatch(String::isBlank)) {
            node.complain(
                    "audience",
                    "missing; expected what \"aud\" of a token for Sluice says: tokens for others are none for us",
                    "MISSING-KEY",
                    problems);
        }
        var leeway =
                node.durationBetween("leeway", Duration.ZERO, Duration.ofMinutes(10), Duration.ofSeconds(30), problems);
        var user = template(node, "user", node.text("user", "{sub}", problems), problems);
        var clientId = node.optionalText("client-id", problems)
                .flatMap(written -> template(node, "client-id", written, problems));
        return problems.count() > before
                ? Optional.empty()
                : Optional.of(new JwtRules(algorithms, issuer, audiences, leeway, user.orElseThrow(), clientId));
    }

    private static Optional<ClaimTemplate> template(Node node, String key, String written, Problems problems) {
        try {
            return Optional.of(ClaimTemplate.parse(written));
        } catch (UnusableProofs unusable) {
            node.complain(key, "\"" + written + "\": " + unusable.getMessage(), "BAD-VALUE", problems);
            return Optional.empty();
        }
    }

    private static Set<TokenAlgorithm> algorithms(Node node, Problems problems) {
        var algorithms = EnumSet.noneOf(TokenAlgorithm.class);
        for (var name : node.texts("algorithms", problems)) {
            TokenAlgorithm.named(name)
                    .ifPresentOrElse(
                            algorithms::add,
                            () -> node.complain(
                                    "algorithms",
                                    "\"" + name + "\" is not one of "
                                            + Arrays.stream(TokenAlgorithm.values())
                                                    .map(TokenAlgorithm::spelled)
                                                    .collect(Collectors.joining(", "))
                                            + "; none and HS256 would let in whoever can read the public keys",
                                    "BAD-VALUE",
                                    problems));
        }
        return algorithms.isEmpty() ? EnumSet.allOf(TokenAlgorithm.class) : algorithms;
    }
}
