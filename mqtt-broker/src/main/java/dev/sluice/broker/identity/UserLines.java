package dev.sluice.broker.identity;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads files with one user a line, {@code user:secret}; empty lines and those that begin with {@code #} are skipped. */
public final class UserLines {

    private UserLines() {}

    /**
     * @param read makes something of what stands behind the colon; empty if it cannot
     * @param expected what it should be, for the message
     * @throws UnusableProofs naming the first line that is wrong
     */
    public static <T> Map<String, T> parse(byte[] content, Function<String, Optional<T>> read, String expected)
            throws UnusableProofs {
        var users = new LinkedHashMap<String, T>();
        int number = 0;
        for (var line : text(content).split("\\R", -1)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            var secret = colon < 1
                    ? Optional.<T>empty()
                    : read.apply(line.substring(colon + 1).strip());
            if (secret.isEmpty()) {
                throw new UnusableProofs("line " + number + ": expected " + expected);
            }
            if (users.put(line.substring(0, colon), secret.get()) != null) {
                throw new UnusableProofs(
                        "line " + number + ": the user \"" + line.substring(0, colon) + "\" has a line already");
            }
        }
        return users;
    }

    /** Whether the name can stand in front of the colon. */
    public static boolean isUser(String name) {
        return Proven.isName(name) && name.indexOf(':') < 0 && !name.startsWith("#");
    }

    private static String text(byte[] content) throws UnusableProofs {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new UnusableProofs("is not UTF-8 text");
        }
    }
}
