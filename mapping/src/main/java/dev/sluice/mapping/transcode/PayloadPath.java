package dev.sluice.mapping.transcode;

import java.util.List;

/** A place in a JSON payload: keys from the outermost object inwards. Arrays are not entered. */
public record PayloadPath(List<String> keys) {

    public PayloadPath {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a payload path needs a key");
        }
    }

    /**
     * Reads {@code a.b.c}, without the leading {@code payload.} of a rule.
     *
     * @throws IllegalArgumentException where a key is empty or an array index is meant; the message says so
     */
    public static PayloadPath of(String text) {
        List<String> keys = List.of(text.split("\\.", -1));
        if (keys.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("'" + text + "' has an empty key");
        }
        if (text.indexOf('[') >= 0) {
            throw new IllegalArgumentException("'" + text + "' enters an array, which is not built yet");
        }
        return new PayloadPath(keys);
    }

    @Override
    public String toString() {
        return String.join(".", keys);
    }
}
