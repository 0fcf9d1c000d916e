package dev.sluice.mapping.rule;

import dev.sluice.mapping.transcode.PayloadPath;
import java.util.Optional;

/**
 * A plain path into a document, which needs no CEL: {@code payload.motor.rpm}, {@code payload.values['Motor/Speed']}, {@code each}.
 *
 * @param path empty for the document itself
 */
record DocumentPath(Scope scope, PayloadPath path) {

    /**
     * Empty for what is no plain path: an operator, a call, something else altogether.
     *
     * @throws IllegalArgumentException for what could only be a path but is a wrong one
     */
    static Optional<DocumentPath> of(String text) {
        for (var scope : Scope.values()) {
            var root = scope.written();
            if (text.equals(root)) {
                return Optional.of(new DocumentPath(scope, PayloadPath.root()));
            }
            if (text.startsWith(root) && isSteps(text, root.length())) {
                var steps = text.substring(root.length());
                return Optional.of(
                        new DocumentPath(scope, PayloadPath.of(steps.startsWith(".") ? steps.substring(1) : steps)));
            }
        }
        return Optional.empty();
    }

    /** Whether there is nothing from here on but {@code .key}, {@code ['key']} and {@code ["key"]}. */
    private static boolean isSteps(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int next = text.charAt(at) == '.' ? plainEnd(text, at + 1) : quotedEnd(text, at);
            if (next <= at + 1) {
                return false;
            }
            at = next;
        }
        return at > from;
    }

    private static int plainEnd(String text, int from) {
        int at = from;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return at;
    }

    private static int quotedEnd(String text, int at) {
        boolean quoted = text.startsWith("['", at) || text.startsWith("[\"", at);
        int close = quoted ? text.indexOf(text.charAt(at + 1), at + 2) : -1;
        return close > 0 && text.startsWith("]", close + 1) ? close + 2 : 0;
    }
}
