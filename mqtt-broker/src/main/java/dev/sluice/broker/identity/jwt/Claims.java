package dev.sluice.broker.identity.jwt;

import java.util.HashMap;
import java.util.Map;

/** The claims of a token as plain text. */
final class Claims {

    private static final int DEEPEST = 4;
    private static final int MOST = 64;
    private static final int LONGEST = 1_024;

    private Claims() {}

    /**
     * Text, whole numbers and truth values by their name; those inside an object by {@code outer.inner}. Lists and everything else are left out,
     * as is what is longer than anybody's name.
     */
    static Map<String, String> of(Map<String, Object> claims) {
        var plain = new HashMap<String, String>();
        collect("", claims, plain, 1);
        return plain;
    }

    private static void collect(String prefix, Map<?, ?> claims, Map<String, String> plain, int depth) {
        claims.forEach((name, value) -> {
            var path = prefix + name;
            if (value instanceof Map<?, ?> inner && depth < DEEPEST) {
                collect(path + ".", inner, plain, depth + 1);
            } else if (isPlain(value) && plain.size() < MOST && value.toString().length() <= LONGEST) {
                plain.putIfAbsent(path, value.toString());
            }
        });
    }

    private static boolean isPlain(Object value) {
        return value instanceof String || value instanceof Long || value instanceof Integer || value instanceof Boolean;
    }
}
