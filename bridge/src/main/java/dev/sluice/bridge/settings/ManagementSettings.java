package dev.sluice.bridge.settings;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import dev.sluice.mapping.settings.Secret;
import java.util.Optional;

/**
 * Where health, metrics and the API for rules are served.
 *
 * @param port 0 takes any free one
 * @param token what calls that change something must bring along; without it only this machine may make them
 */
public record ManagementSettings(String host, int port, Optional<Secret> token) {

    private static final int SHORTEST_TOKEN = 16;

    static ManagementSettings read(Node node, Problems problems) {
        return new ManagementSettings(
                Hosts.read(node, problems), node.intBetween("port", 0, 65_535, 8_080, problems), token(node, problems));
    }

    private static Optional<Secret> token(Node node, Problems problems) {
        var token = node.secret("token", problems);
        if (token.isPresent() && !isOneWord(token.get().reveal())) {
            node.complain(
                    "token",
                    "expected at least " + SHORTEST_TOKEN
                            + " letters, digits or signs without blanks, as openssl rand -hex 32 makes them",
                    "BAD-VALUE",
                    problems);
        }
        return token;
    }

    private static boolean isOneWord(String token) {
        return token.length() >= SHORTEST_TOKEN && token.chars().allMatch(c -> c > ' ' && c < 127);
    }

    /** Whether only this machine can reach the port. */
    public boolean isLoopback() {
        return Hosts.isLoopback(host);
    }
}
