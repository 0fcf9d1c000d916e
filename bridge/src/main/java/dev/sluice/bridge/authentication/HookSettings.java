package dev.sluice.bridge.authentication;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import dev.sluice.mapping.settings.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * Somebody else who is asked over HTTP.
 *
 * @param token what Sluice brings along, so that the other side knows who asks
 * @param concurrency questions that are open at a time
 * @param waiting devices whose questions wait
 * @param rememberAllowed how long a yes is good without asking again
 * @param rememberDenied likewise a no
 */
public record HookSettings(
        ServerSettings server,
        Optional<Secret> token,
        int concurrency,
        int waiting,
        Duration rememberAllowed,
        Duration rememberDenied) {

    static HookSettings read(Node node, Problems problems) {
        var longest = Duration.ofDays(1);
        return new HookSettings(
                ServerSettings.read(node, "url", problems),
                node.secret("token", problems),
                node.intBetween("concurrency", 1, 1_000, 20, problems),
                node.intBetween("waiting", 1, 100_000, 1_000, problems),
                node.durationBetween("remember-allowed", Duration.ZERO, longest, Duration.ofMinutes(1), problems),
                node.durationBetween("remember-denied", Duration.ZERO, longest, Duration.ofSeconds(5), problems));
    }
}
