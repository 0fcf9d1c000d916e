package dev.sluice.bridge.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.mapping.engine.OutgoingHeader;
import java.util.List;
import java.util.OptionalLong;

/** A record's headers, asked by name; of several with one name the first counts. */
record LetterHeaders(List<OutgoingHeader> headers) {

    /** Null if there is none. */
    byte[] bytes(String name) {
        for (var header : headers) {
            if (header.name().equals(name)) {
                return header.value();
            }
        }
        return null;
    }

    /** Null if there is none. */
    String text(String name) {
        var bytes = bytes(name);
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    String textOr(String name, String fallback) {
        var text = text(name);
        return text == null ? fallback : text;
    }

    boolean flag(String name) {
        return "true".equals(text(name));
    }

    /** @throws NumberFormatException for a number outside the bounds, and for what is none */
    OptionalLong number(String name, long least, long most) {
        var text = text(name);
        if (text == null) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(text);
        if (number < least || number > most) {
            throw new NumberFormatException(name + " is " + number);
        }
        return OptionalLong.of(number);
    }

    List<OutgoingHeader> beginningWith(String prefix) {
        return headers.stream()
                .filter(header -> header.name().startsWith(prefix))
                .toList();
    }
}
