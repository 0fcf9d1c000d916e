package dev.sluice.bridge.authentication;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Who may come in.
 *
 * @param anonymous whether it is written out that devices need not prove anything
 */
public record AuthenticationSettings(
        boolean anonymous,
        Optional<CertificateSettings> certificates,
        Optional<ScramSettings> scram,
        Optional<JwtSettings> jwt,
        Optional<PasswordSettings> passwords,
        Optional<HookSettings> http) {

    /** Files are read, and relative paths start, where the node's do. Nobody is asked over the network. */
    public static AuthenticationSettings read(Node node, Problems problems) {
        var settings = new AuthenticationSettings(
                node.flag("anonymous", false, problems),
                section(node, "certificates", CertificateSettings::read, problems),
                section(node, "scram", ScramSettings::read, problems),
                section(node, "jwt", JwtSettings::read, problems),
                section(node, "passwords", PasswordSettings::read, problems),
                section(node, "http", HookSettings::read, problems));
        if (!settings.saysWhoMayComeIn() && node.shown("anonymous").equals("\"false\"")) {
            node.complain(
                    "anonymous",
                    "false, and no way to prove who one is: no device could connect; leave it out to listen on loopback only",
                    "ANONYMOUS",
                    problems);
        }
        return settings;
    }

    /** Also one with nothing in it is written. */
    private static <T> Optional<T> section(
            Node node, String key, BiFunction<Node, Problems, T> reader, Problems problems) {
        return node.has(key) ? Optional.of(reader.apply(node.map(key, problems), problems)) : Optional.empty();
    }

    /** Whether devices have to prove who they are. */
    public boolean hasMethods() {
        return Stream.of(certificates, scram, jwt, passwords, http).anyMatch(Optional::isPresent);
    }

    /** Whether others than this machine may be listened to. */
    public boolean saysWhoMayComeIn() {
        return anonymous || hasMethods();
    }
}
