package dev.sluice.mapping.topic;

import dev.sluice.mapping.message.RejectReason;
import java.util.Optional;

/**
 * Makes text from devices fit for the name of a Kafka topic, so that two different texts never share a name.
 *
 * <p>{@code A-Z a-z 0-9 -} stay; every other byte of the UTF-8 form becomes {@code _hh}, two small hexadecimal digits. So {@code _} itself is {@code _5f}, and
 * a dot never comes out: a template that keeps its placeholders apart with dots stays injective as a whole.
 */
public final class TopicEscaping {

    /** Kafka's limit for a topic's name, in characters (all of them ASCII). */
    public static final int LONGEST = 249;

    private static final String HEX = "0123456789abcdef";

    private TopicEscaping() {}

    public static String escape(String text) {
        var name = new StringBuilder(text.length() + 8);
        append(name, text);
        return name.toString();
    }

    /** Appends the escaped text. Half a surrogate pair, which has no UTF-8 form, is written as the three bytes of its code unit. */
    public static void append(StringBuilder name, String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (stays(c)) {
                name.append((char) c);
            } else if (c < 0x80) {
                hex(name, c);
            } else if (c < 0x800) {
                hex(name, 0xC0 | c >> 6);
                hex(name, 0x80 | c & 0x3F);
            } else if (c < 0x10000) {
                hex(name, 0xE0 | c >> 12);
                hex(name, 0x80 | c >> 6 & 0x3F);
                hex(name, 0x80 | c & 0x3F);
            } else {
                hex(name, 0xF0 | c >> 18);
                hex(name, 0x80 | c >> 12 & 0x3F);
                hex(name, 0x80 | c >> 6 & 0x3F);
                hex(name, 0x80 | c & 0x3F);
            }
        }
    }

    /** Why Kafka must not get records under this name: too long (it is never cut), or a name that Kafka keeps for itself. */
    public static Optional<RejectReason> complaint(String name) {
        if (name.length() > LONGEST) {
            return Optional.of(RejectReason.TOPIC_TOO_LONG);
        }
        boolean reserved = name.isEmpty() || name.startsWith("__") || name.equals(".") || name.equals("..");
        return reserved ? Optional.of(RejectReason.TOPIC_INTERNAL) : Optional.empty();
    }

    /** Whether the text consists of characters that Kafka allows in a topic's name. */
    public static boolean isPlain(String text) {
        return text.chars().allMatch(c -> stays(c) || c == '.' || c == '_');
    }

    private static boolean stays(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
    }

    private static void hex(StringBuilder name, int octet) {
        name.append('_').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 15));
    }
}
