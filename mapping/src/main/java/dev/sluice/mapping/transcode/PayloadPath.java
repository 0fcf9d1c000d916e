package dev.sluice.mapping.transcode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A place in a JSON payload: keys from the outermost object inwards; none for the document itself. Arrays are not entered. */
public record PayloadPath(List<String> keys) {

    private static final PayloadPath ROOT = new PayloadPath(List.of());

    public PayloadPath {
        keys = List.copyOf(keys);
    }

    /** The document itself, of whatever kind it is. */
    public static PayloadPath root() {
        return ROOT;
    }

    /**
     * Reads {@code a.b.c}, without the leading {@code payload} or {@code payload.} of a rule. A key with a dot or a bracket in it must,
     * and any may, be written in brackets, between single or double quotes that it does not contain itself: {@code values['Motor/Speed'].x}.
     *
     * @throws IllegalArgumentException where a key is empty, a quote or bracket is left open, or an array index is meant; the message
     *     says so
     */
    public static PayloadPath of(String text) {
        List<String> keys = new ArrayList<>();
        int at = 0;
        do {
            at = text.startsWith("[", at) ? quoted(text, at, keys) : plain(text, at, keys);
        } while (at < text.length());
        return new PayloadPath(keys);
    }

    /** Reads a key as it is; answers where the next one begins. */
    private static int plain(String text, int from, List<String> keys) {
        int to = from;
        while (to < text.length() && text.charAt(to) != '.' && text.charAt(to) != '[') {
            to++;
        }
        if (to == from) {
            throw new IllegalArgumentException("'" + text + "' has an empty key");
        }
        keys.add(text.substring(from, to));
        return afterKey(text, to);
    }

    private static int quoted(String text, int bracket, List<String> keys) {
        char quote = bracket + 1 < text.length() ? text.charAt(bracket + 1) : 0;
        if (Character.isDigit(quote)) {
            throw new IllegalArgumentException("'" + text + "' enters an array, which a path cannot");
        }
        int close = quote == '\'' || quote == '"' ? text.indexOf(quote, bracket + 2) : -1;
        if (close < 0 || !text.startsWith("]", close + 1)) {
            throw new IllegalArgumentException(
                    "'" + text + "' has a bracket without a key in quotes, as in values['Motor/Speed']");
        }
        keys.add(text.substring(bracket + 2, close));
        int next = close + 2;
        if (next < text.length() && text.charAt(next) != '.' && text.charAt(next) != '[') {
            throw new IllegalArgumentException("'" + text + "' needs a dot or a bracket behind ']'");
        }
        return afterKey(text, next);
    }

    private static int afterKey(String text, int at) {
        boolean dot = text.startsWith(".", at);
        if (dot && (at + 1 == text.length() || text.charAt(at + 1) == '[')) {
            throw new IllegalArgumentException("'" + text + "' has an empty key");
        }
        return dot ? at + 1 : at;
    }

    /** The path as {@link #of} reads it; empty for the document itself. */
    @Override
    public String toString() {
        String steps = steps();
        return steps.startsWith(".") ? steps.substring(1) : steps;
    }

    /** The path as it goes on behind {@code payload}. */
    String steps() {
        return keys.stream().map(PayloadPath::step).collect(Collectors.joining());
    }

    /** One key as it goes on behind the path of its object. */
    static String step(String key) {
        if (!key.isEmpty() && key.chars().allMatch(c -> c == '-' || Character.isLetterOrDigit(c) || c == '_')) {
            return "." + key;
        }
        char quote = key.indexOf('\'') < 0 ? '\'' : '"';
        return "[" + quote + key + quote + "]";
    }
}
