package dev.sluice.bridge.kafka;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The topics that the sink knows something of. Any thread.
 *
 * <p>Devices can invent topics, and whoever invents them must not grow our memory: beyond those that Kafka is known to have, only so many
 * names are kept at a time.
 */
final class Topics {

    /** Names that are kept although no topic of that name was ever seen. */
    static final int MOST_UNPROVEN = 1_000;

    private final ConcurrentHashMap<String, Topic> known = new ConcurrentHashMap<>();
    private final AtomicInteger unproven = new AtomicInteger();
    private final TopicGuard guard;

    Topics(TopicGuard guard) {
        this.guard = guard;
    }

    /** Null if there is no room for one more name that nobody has seen in Kafka. */
    Topic find(String name) {
        var topic = known.get(name);
        return topic != null ? topic : admit(name);
    }

    /** Never null: for names that the configuration holds. */
    Topic pinned(String name) {
        var topic = known.computeIfAbsent(name, Topics::uncounted);
        proven(topic);
        topic.pin();
        return topic;
    }

    /** The configuration does not hold this name any more. */
    Optional<Topic> unpinned(String name) {
        var topic = Optional.ofNullable(known.get(name));
        topic.ifPresent(Topic::unpin);
        return topic;
    }

    Collection<Topic> all() {
        return known.values();
    }

    /** The topic has been seen in Kafka. */
    void proven(Topic topic) {
        if (topic.prove()) {
            unproven.decrementAndGet();
        }
    }

    /** Nobody has asked for it for a long time, and it was never seen. */
    void forget(Topic topic) {
        if (known.remove(topic.name, topic)) {
            topic.drop();
            unproven.decrementAndGet();
        }
    }

    private Topic admit(String name) {
        if (unproven.get() >= MOST_UNPROVEN && !guard.exists(name) && !guard.isOwn(name)) {
            return null;
        }
        return known.computeIfAbsent(name, this::counted);
    }

    int size() {
        return known.size();
    }

    private static Topic uncounted(String name) {
        var topic = new Topic(name);
        topic.prove();
        return topic;
    }

    private Topic counted(String name) {
        unproven.incrementAndGet();
        return new Topic(name);
    }
}
