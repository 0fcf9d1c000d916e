package dev.sluice.bridge.authentication;

import dev.sluice.broker.identity.password.PasswordFile;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.time.Duration;
import java.util.Optional;

/**
 * Users and passwords from a file.
 *
 * @param file as it was when the configuration was read; empty only if it cannot be used
 * @param threads that hash at the same time
 * @param waiting devices that may wait for one of these
 * @param remember how long a right password is recognised without hashing it again
 */
public record PasswordSettings(Optional<PasswordFile> file, int threads, int waiting, Duration remember) {

    /** Threads for what is not message traffic. */
    static final int HALF = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    static PasswordSettings read(Node node, Problems problems) {
        return new PasswordSettings(
                ProofFiles.read(node, "file", PasswordFile::parse, problems),
                node.intBetween("threads", 1, 64, HALF, problems),
                node.intBetween("waiting", 1, 100_000, 1_000, problems),
                node.durationBetween("remember", Duration.ZERO, Duration.ofDays(1), Duration.ofHours(1), problems));
    }
}
