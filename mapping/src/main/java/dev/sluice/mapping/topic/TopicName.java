package dev.sluice.mapping.topic;

import java.util.Optional;

/** A topic that a message can be published to (MQTT 5.0 §4.7): 1 to 65,535 bytes of UTF-8, no wildcard, no NUL, no lone surrogate. */
public record TopicName(String text) {

    private static final int LONGEST = 65_535;

    /** @throws IllegalArgumentException when it is not such a topic; the message is for people */
    public TopicName {
        complaint(text).ifPresent(why -> {
            throw new IllegalArgumentException("\"" + text + "\": " + why);
        });
    }

    /** What is wrong with this text as a topic name. */
    public static Optional<String> complaint(String text) {
        if (text.indexOf('+') >= 0 || text.indexOf('#') >= 0) {
            return Optional.of("'+' and '#' are for filters, not for the topic of a message");
        }
        return complaintOfAnyTopic(text);
    }

    /** What names, filters and patterns have in common. */
    static Optional<String> complaintOfAnyTopic(String text) {
        if (text.isEmpty()) {
            return Optional.of("a topic has at least one character");
        }
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return Optional.of("a topic cannot hold NUL");
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else if (Character.isSurrogate(c)) {
                return Optional.of("a topic cannot hold half a surrogate pair");
            } else {
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            }
        }
        return bytes > LONGEST ? Optional.of("a topic has at most 65,535 bytes; these are " + bytes) : Optional.empty();
    }
}
