package dev.sluice.broker.identity.jwt;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Which tokens are good.
 *
 * @param issuer what {@code iss} must be; empty for anything
 * @param audiences one of these must be in {@code aud}
 * @param leeway by how much clocks may differ
 * @param clientId empty where the device chooses it
 */
public record JwtRules(
        Set<TokenAlgorithm> algorithms,
        Optional<String> issuer,
        Set<String> audiences,
        Duration leeway,
        ClaimTemplate user,
        Optional<ClaimTemplate> clientId) {

    public JwtRules {
        algorithms = Set.copyOf(algorithms);
        audiences = Set.copyOf(audiences);
    }
}
