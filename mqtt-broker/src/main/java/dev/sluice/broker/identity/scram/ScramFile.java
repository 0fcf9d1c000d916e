package dev.sluice.broker.identity.scram;

import dev.sluice.broker.identity.UnusableProofs;
import dev.sluice.broker.identity.UserLines;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Users and what is kept of their passwords: {@code user:SCRAM-SHA-256$…}, one a line. */
public final class ScramFile {

    private final Map<String, ScramKeys> users;
    private final byte[] strangersSecret;
    private final int usualIterations;

    private ScramFile(Map<String, ScramKeys> users, byte[] content) {
        this.users = users;
        // Of the file, so that a stranger's salt is the same after a restart, as everybody else's is.
        this.strangersSecret = ScramKeys.sha256(content);
        this.usualIterations = users.values().stream()
                .mapToInt(ScramKeys::iterations)
                .findFirst()
                .orElse(ScramKeys.LEAST_ITERATIONS);
    }

    /** @throws UnusableProofs naming the first line that is wrong */
    public static ScramFile parse(byte[] content) throws UnusableProofs {
        return new ScramFile(
                UserLines.parse(
                        content,
                        ScramKeys::parse,
                        "user:SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey, with " + ScramKeys.LEAST_ITERATIONS
                                + " to " + ScramKeys.MOST_ITERATIONS
                                + " iterations, as \"sluice password --scram\" makes it"),
                content);
    }

    /** Whether it is to the letter the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ScramFile file && Arrays.equals(file.strangersSecret, strangersSecret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(strangersSecret);
    }

    public int users() {
        return users.size();
    }

    Optional<ScramKeys> of(String user) {
        return Optional.ofNullable(users.get(user));
    }

    /** Keys that no password has, with a salt that is always the same for this name: the talk goes on as with a user. */
    ScramKeys ofStranger(String name) {
        var salt = ScramKeys.hmac(strangersSecret, name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new ScramKeys(
                usualIterations,
                Arrays.copyOf(salt, ScramKeys.SALT_BYTES),
                new byte[ScramKeys.BYTES],
                new byte[ScramKeys.BYTES]);
    }

    /**
     * One line of such a file.
     *
     * @throws UnusableProofs when user or password cannot be used
     */
    public static String line(String user, String password, int iterations) throws UnusableProofs {
        if (!UserLines.isUser(user)) {
            throw new UnusableProofs("a user's name has no colon, no control characters, and does not begin with #");
        }
        if (password.isEmpty()) {
            throw new UnusableProofs("the password is empty");
        }
        var salt = new byte[ScramKeys.SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return user + ":" + ScramKeys.of(password, salt, iterations).written();
    }
}
