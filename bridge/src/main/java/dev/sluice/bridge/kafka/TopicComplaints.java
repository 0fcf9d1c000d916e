package dev.sluice.bridge.kafka;

import dev.sluice.bridge.observe.HealthBoard;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log and on the health board which topics cannot be had, why, and what to do. One thread. */
final class TopicComplaints {

    private static final Logger LOG = LoggerFactory.getLogger(TopicComplaints.class);
    private static final String HELD = " Messages for it are held, not lost.";

    private final String bootstrapServers;
    private final TopicGuard guard;
    private final HealthBoard health;
    private final Map<Topic, String> said = new HashMap<>();
    private final Set<Topic> hidden = new HashSet<>();

    TopicComplaints(String bootstrapServers, TopicGuard guard, HealthBoard health) {
        this.bootstrapServers = bootstrapServers;
        this.guard = guard;
        this.health = health;
    }

    /** @param why what Kafka said last; null if it has just no such topic */
    void about(Topic topic, KafkaException why) {
        if (why instanceof AuthorizationException) {
            hidden.add(topic);
        } else {
            hidden.remove(topic);
        }
        var sentence = sentence(topic, why);
        if (!sentence.equals(said.put(topic, sentence))) {
            LOG.warn("{}", sentence);
        }
        health.component(line(topic)).down(sentence);
    }

    /** Whether Kafka does not let us see it, so that it is on no list. */
    boolean isHidden(Topic topic) {
        return hidden.contains(topic);
    }

    /** It is no longer held. */
    void quarantined(Topic topic) {
        withdraw(topic);
        LOG.warn(
                "Kafka topic {} does not exist and may not be created: its records go to {} (kafka.topics.quarantine) until it"
                        + " exists. Create it, or allow it under kafka.topics.",
                topic.name,
                guard.quarantine().orElse(""));
    }

    /** There is nothing to say about it any more; returns whether anything was said. */
    boolean withdraw(Topic topic) {
        hidden.remove(topic);
        boolean wasSaid = said.remove(topic) != null;
        if (wasSaid) {
            health.forget(line(topic));
        }
        return wasSaid;
    }

    private static String line(Topic topic) {
        return "kafka-topic " + topic.name;
    }

    private String sentence(Topic topic, KafkaException why) {
        var name = "Kafka topic " + topic.name;
        if (why instanceof AuthorizationException) {
            return name + " may not be written to or created: " + why.getMessage() + "." + HELD
                    + " Grant WRITE and DESCRIBE to the bridge's user, and CREATE where kafka.topics.create is true.";
        }
        if (why instanceof InvalidTopicException) {
            return name + " is not a name that Kafka accepts." + HELD;
        }
        if (why instanceof TimeoutException || !guard.isListed()) {
            return name + " is not to be had from " + bootstrapServers
                    + ": it does not exist, or Kafka does not answer." + HELD
                    + " Create the topic, or check kafka.bootstrap.servers.";
        }
        if (guard.exists(topic.name)) {
            return name + " exists, but cannot be written to yet: " + said(why) + "." + HELD;
        }
        return switch (guard.verdict(topic.name)) {
            case OFF ->
                name + " does not exist, and topic creation is off (kafka.topics.create: false)." + HELD
                        + " Create the topic, or allow it under kafka.topics.";
            case NOT_ALLOWED ->
                name + " does not exist, and kafka.topics.allow does not name it." + HELD
                        + " Create the topic, or add it to kafka.topics.allow.";
            case FULL ->
                name + " does not exist, and there are " + guard.allowedThatExist()
                        + " topics already that match kafka.topics.allow." + HELD
                        + " Create the topic, or raise kafka.topics.maximum (" + guard.maximum() + ").";
            case CREATE, QUARANTINE ->
                name + " does not exist, and Kafka does not create it: " + said(why) + "." + HELD
                        + " Create the topic, or mend kafka.topics.";
        };
    }

    private static String said(KafkaException why) {
        return why == null ? "it gives no reason" : String.valueOf(why.getMessage());
    }
}
