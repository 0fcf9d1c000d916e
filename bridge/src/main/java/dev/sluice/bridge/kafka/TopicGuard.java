package dev.sluice.bridge.kafka;

import dev.sluice.bridge.settings.TopicSettings;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what becomes of Kafka topics that do not exist. Any thread; what exists is told by the thread that asks Kafka.
 *
 * <p>The dead-letter topic and the quarantine topic are Sluice's own: the configuration names them, so they need no other permission, and they
 * do not count.
 */
final class TopicGuard {

    /** What may be done about a topic that does not exist. */
    enum Verdict {
        CREATE,
        QUARANTINE,
        /** Held: nothing is ever created. */
        OFF,
        /** Held: its name matches nothing in {@code allow}. */
        NOT_ALLOWED,
        /** Held: there are as many topics as {@code maximum} allows. */
        FULL
    }

    private final TopicSettings settings;
    private final String deadLetterTopic;
    private volatile Listing listing;

    TopicGuard(TopicSettings settings, String deadLetterTopic) {
        this.settings = settings;
        this.deadLetterTopic = deadLetterTopic;
    }

    /** Whether a missing topic is Sluice's to decide; otherwise it is the broker's, which may make topics on demand. */
    boolean isOn() {
        return settings.create() || settings.quarantine().isPresent();
    }

    Optional<String> quarantine() {
        return settings.quarantine();
    }

    boolean isOwn(String topic) {
        return topic.equals(deadLetterTopic)
                || settings.quarantine().filter(topic::equals).isPresent();
    }

    /** These topics exist, and no others. */
    void listed(Set<String> names) {
        listing = new Listing(names, names.stream().filter(this::isAllowed).count());
    }

    /** This topic exists now, too. */
    void created(String topic) {
        var names = new HashSet<>(listing.names);
        names.add(topic);
        listed(names);
    }

    boolean isListed() {
        return listing != null;
    }

    /** Whether the topic existed when Kafka was last asked for all of them. */
    boolean exists(String topic) {
        var last = listing;
        return last != null && last.names.contains(topic);
    }

    /** Topics that match {@code allow}, whoever made them. */
    long allowedThatExist() {
        var last = listing;
        return last == null ? 0 : last.allowed;
    }

    int maximum() {
        return settings.maximum();
    }

    /** For a topic that does not exist. */
    Verdict verdict(String topic) {
        if (isOwn(topic)) {
            return settings.create() ? Verdict.CREATE : Verdict.OFF;
        }
        if (settings.create() && isAllowed(topic) && allowedThatExist() < settings.maximum()) {
            return Verdict.CREATE;
        }
        if (settings.quarantine().isPresent()) {
            return Verdict.QUARANTINE;
        }
        if (!settings.create()) {
            return Verdict.OFF;
        }
        return isAllowed(topic) ? Verdict.FULL : Verdict.NOT_ALLOWED;
    }

    private boolean isAllowed(String topic) {
        return !isOwn(topic) && settings.allow().stream().anyMatch(pattern -> pattern.matches(topic));
    }

    private record Listing(Set<String> names, long allowed) {}
}
