package dev.sluice.broker.identity.password;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import dev.sluice.broker.identity.UnusableProofs;
import dev.sluice.broker.identity.UserLines;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Users and the bcrypt hashes of their passwords: {@code user:$2b$10$…}, one a line. */
public final class PasswordFile {

    /** Bytes of a password that bcrypt looks at. What is longer would be equal to everything that begins alike, so it is nobody's. */
    public static final int LONGEST_PASSWORD = 72;

    public static final int LEAST_COST = 4;
    /** Some seconds a password: whoever writes more has locked the door for everybody. */
    public static final int MOST_COST = 14;

    private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
    private static final String NOBODYS = "$2b$%02d$" + ".".repeat(53);

    private final Map<String, byte[]> hashes;
    private final byte[] nobodys;

    private PasswordFile(Map<String, byte[]> hashes) {
        this.hashes = hashes;
        int cost = hashes.values().stream().mapToInt(PasswordFile::cost).max().orElse(LEAST_COST);
        this.nobodys = bytes(NOBODYS.formatted(cost));
    }

    /** @throws UnusableProofs naming the first line that is wrong */
    public static PasswordFile parse(byte[] content) throws UnusableProofs {
        return new PasswordFile(UserLines.parse(
                content,
                PasswordFile::hash,
                "user:hash, with a bcrypt hash ($2a$, $2b$ or $2y$) of a cost from " + LEAST_COST + " to " + MOST_COST
                        + ", as \"sluice password\" or \"htpasswd -B\" makes them"));
    }

    private static Optional<byte[]> hash(String written) {
        var hash = HASH.matcher(written);
        if (!hash.matches()) {
            return Optional.empty();
        }
        int cost = Integer.parseInt(hash.group(1));
        return cost < LEAST_COST || cost > MOST_COST ? Optional.empty() : Optional.of(bytes(written));
    }

    private static int cost(byte[] hash) {
        return (hash[4] - '0') * 10 + hash[5] - '0';
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether it says the same of the same users. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordFile file
                && file.hashes.keySet().equals(hashes.keySet())
                && hashes.entrySet().stream()
                        .allMatch(user -> Arrays.equals(user.getValue(), file.hashes.get(user.getKey())));
    }

    @Override
    public int hashCode() {
        return hashes.keySet().hashCode();
    }

    /** The user's hash; for a stranger one that no password has and that takes as long to compare with. */
    byte[] hashOf(String user) {
        return hashes.getOrDefault(user, nobodys);
    }

    /** Takes as long as the hash's cost says, also for a stranger and for a password that cannot be right. */
    boolean matches(String user, byte[] password) {
        boolean possible = isPossible(password);
        boolean verified = BCrypt.verifyer(BCrypt.Version.VERSION_2B, LongPasswordStrategies.none())
                .verify(possible ? password : new byte[] {'x'}, hashOf(user))
                .verified;
        return possible && verified && hashes.containsKey(user);
    }

    private static boolean isPossible(byte[] password) {
        if (password.length > LONGEST_PASSWORD) {
            return false;
        }
        for (byte each : password) {
            if (each == 0) {
                return false; // bcrypt takes it for the end and begins again: "a\0a" would be "a"
            }
        }
        return true;
    }

    public int users() {
        return hashes.size();
    }

    /**
     * One line of such a file.
     *
     * @throws UnusableProofs when user or password cannot be used
     */
    public static String line(String user, byte[] password, int cost) throws UnusableProofs {
        if (!UserLines.isUser(user)) {
            throw new UnusableProofs("a user's name has no colon, no control characters, and does not begin with #");
        }
        if (password.length == 0 || !isPossible(password)) {
            throw new UnusableProofs("a password has 1 to " + LONGEST_PASSWORD + " bytes, and no zero among them");
        }
        var hash = BCrypt.with(BCrypt.Version.VERSION_2B, LongPasswordStrategies.none())
                .hash(cost, password);
        return user + ":" + new String(hash, StandardCharsets.US_ASCII);
    }
}
