package dev.sluice.broker.audit;

import java.util.Locale;

/**
 * One event as keys and values: {@code event=deny kind=publish client="d7" topic="a/b"}. Whatever a device has chosen is in quotes, cut, and without
 * anything that could end the line or pass for another one: controls, line separators, marks that turn the writing around, and lone surrogates
 * are written as {@code \}{@code uXXXX}.
 */
final class AuditLine {

    private static final int LONGEST_VALUE = 256;

    private final StringBuilder text = new StringBuilder(160);

    AuditLine(String event) {
        text.append("event=").append(event);
    }

    /** A word of our own. */
    AuditLine with(String key, Enum<?> word) {
        text.append(' ').append(key).append('=').append(word.name().toLowerCase(Locale.ROOT));
        return this;
    }

    AuditLine with(String key, long number) {
        text.append(' ').append(key).append('=').append(number);
        return this;
    }

    AuditLine with(String key, String value) {
        text.append(' ').append(key).append("=\"");
        value.codePoints().limit(LONGEST_VALUE).forEach(this::append);
        if (value.codePointCount(0, value.length()) > LONGEST_VALUE) {
            text.append("...");
        }
        text.append('"');
        return this;
    }

    private void append(int c) {
        if (c == '"' || c == '\\') {
            text.append('\\').append((char) c);
        } else if (isHarmless(c)) {
            text.appendCodePoint(c);
        } else {
            for (char unit : Character.toChars(c)) {
                text.append(String.format("\\u%04x", (int) unit));
            }
        }
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
