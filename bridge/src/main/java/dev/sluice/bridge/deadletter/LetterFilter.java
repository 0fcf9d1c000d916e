package dev.sluice.bridge.deadletter;

import java.time.Instant;
import java.util.Optional;

/**
 * Which letters are meant. What is empty does not matter.
 *
 * @param since letters of messages that arrived then or later
 */
public record LetterFilter(
        Optional<String> reason,
        Optional<String> rule,
        Optional<String> client,
        Optional<String> topic,
        Optional<Instant> since) {

    public static final LetterFilter ALL =
            new LetterFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public boolean matches(DeadLetter letter) {
        var message = letter.message();
        return is(reason, letter.reason())
                && is(rule, letter.rule())
                && is(client, message.clientId())
                && is(topic, message.topic())
                && since.map(Instant::toEpochMilli)
                        .filter(millis -> message.receivedAtMillis() < millis)
                        .isEmpty();
    }

    private static boolean is(Optional<String> wanted, String found) {
        return wanted.isEmpty() || wanted.get().equals(found);
    }
}
