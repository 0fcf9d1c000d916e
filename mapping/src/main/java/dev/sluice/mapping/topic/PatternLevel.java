package dev.sluice.mapping.topic;

/**
 * One level of a {@link TopicPattern}.
 *
 * @param text of a literal, name of a capture, null for {@code +} and {@code #}
 */
record PatternLevel(Kind kind, String text) {

    enum Kind {
        /** Exactly this text. */
        LITERAL,
        /** Exactly one level, whatever it holds: {@code +} or {@code {x}}. */
        ONE,
        /** {@code {x...}}: one level or more, to the end. */
        REST,
        /** {@code #}: any number of levels to the end, also none. */
        ANY_REST
    }

    boolean isCapture() {
        return kind != Kind.LITERAL && text != null;
    }
}
