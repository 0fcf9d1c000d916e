package dev.sluice.bridge.deadletter;

import java.util.ArrayList;
import java.util.List;

/**
 * What of a message did not fit into its dead letter. A letter of which anything was cut is for people: it is never replayed, since
 * what a rule made of the rest would not be what the device sent.
 *
 * @param payload whether bytes are missing at the end of the payload
 * @param payloadBytes how long the payload was; the length of what is there if nothing was cut from it
 * @param userProperties whether all or some of the user properties are missing
 * @param texts whether topic, client id, content type, response topic or correlation data are shortened
 */
public record Cut(boolean payload, int payloadBytes, boolean userProperties, boolean texts) {

    /** Nothing was cut from a message with so many bytes of payload. */
    static Cut nothing(int payloadBytes) {
        return new Cut(false, payloadBytes, false, false);
    }

    public boolean anything() {
        return payload || userProperties || texts;
    }

    /** The words of the header {@code dead-letter.cut}, separated by commas; empty if nothing was cut. */
    public String words() {
        List<String> words = new ArrayList<>(3);
        if (payload) {
            words.add("payload");
        }
        if (userProperties) {
            words.add("user-properties");
        }
        if (texts) {
            words.add("texts");
        }
        return String.join(",", words);
    }

    static Cut ofWords(String words, int payloadBytes) {
        var known = List.of(words.split(","));
        return new Cut(
                known.contains("payload"), payloadBytes, known.contains("user-properties"), known.contains("texts"));
    }
}
