package dev.sluice.bridge.kafka;

import dev.sluice.bridge.observe.HealthBoard;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the metadata of topics that are wanted, on a thread of its own, until the producer has it; tells the health board of
 * topics that stay away.
 */
final class TopicWarmth {

    private static final Logger LOG = LoggerFactory.getLogger(TopicWarmth.class);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long SLOW_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final KafkaSink sink;
    private final KafkaSinkSettings settings;
    private final HealthBoard health;
    private final Set<Topic> wanted = ConcurrentHashMap.newKeySet();
    private final Queue<Topic> unwanted = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "sluice-topics");
    private volatile boolean stopped;

    // this thread only
    private final Map<Topic, String> complainedOf = new HashMap<>();

    TopicWarmth(KafkaSink sink, KafkaSinkSettings settings, HealthBoard health) {
        this.sink = sink;
        this.settings = settings;
        this.health = health;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
        thread.interrupt();
    }

    /** This topic is needed and cold. Any thread; cheap when it is known to be wanted. */
    void wanted(Topic topic) {
        if (!topic.isWarm() && wanted.add(topic)) {
            LockSupport.unpark(thread);
        }
    }

    /** Nobody waits for this topic any more; if a message does, it says so again within a moment. */
    void unwanted(Topic topic) {
        unwanted.add(topic);
        LockSupport.unpark(thread);
    }

    private void run() {
        try (var descriptions = new TopicDescriptions(settings.clients())) {
            while (!stopped) {
                forgetUnwanted();
                boolean anyWarmed = false;
                for (var topic : wanted) {
                    anyWarmed |= warm(topic, descriptions);
                }
                if (anyWarmed) {
                    sink.roomAgain();
                }
                LockSupport.parkNanos(this, wanted.isEmpty() ? Long.MAX_VALUE : pause());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void forgetUnwanted() {
        for (var topic = unwanted.poll(); topic != null; topic = unwanted.poll()) {
            wanted.remove(topic);
            if (complainedOf.remove(topic) != null) {
                health.forget(line(topic));
            }
        }
    }

    private long pause() {
        boolean allSlow = wanted.stream().allMatch(topic -> topic.coldNanos() > PATIENCE_NANOS);
        return allSlow ? SLOW_POLL_NANOS : POLL_NANOS;
    }

    private boolean warm(Topic topic, TopicDescriptions descriptions) throws InterruptedException {
        var producer = sink.producer();
        if (producer == null) {
            return false;
        }
        try {
            producer.partitionsFor(topic.name);
            if (!topic.isDescribed()) {
                topic.describedBy(descriptions.learn(topic.name));
            }
        } catch (KafkaException notYet) {
            stayedCold(topic, notYet);
            return false;
        } catch (RuntimeException bug) {
            LOG.error(
                    "Looking up Kafka topic {} failed; it is tried again, and its messages are held.", topic.name, bug);
            return false;
        }
        wanted.remove(topic);
        topic.warmed();
        if (complainedOf.remove(topic) != null) {
            health.forget(line(topic));
            LOG.info("Kafka topic {} can be had now; messages held back for it go on in order.", topic.name);
        }
        return true;
    }

    private void stayedCold(Topic topic, KafkaException why) {
        if (topic.coldNanos() < PATIENCE_NANOS) {
            return;
        }
        var sentence = sentence(topic, why);
        if (!sentence.equals(complainedOf.put(topic, sentence))) {
            LOG.warn("{}", sentence);
        }
        health.component(line(topic)).down(sentence);
    }

    private static String line(Topic topic) {
        return "kafka-topic " + topic.name;
    }

    private String sentence(Topic topic, KafkaException why) {
        if (why instanceof AuthorizationException) {
            return "Kafka topic " + topic.name + " may not be written to: " + why.getMessage()
                    + ". Messages for it are held, not lost. Grant WRITE and DESCRIBE to the bridge's user.";
        }
        if (why instanceof InvalidTopicException) {
            return "Kafka topic " + topic.name
                    + " is not a name that Kafka accepts. Messages for it are held, not lost.";
        }
        return "Kafka topic " + topic.name + " is not to be had from " + settings.bootstrapServers()
                + ": it does not exist, or Kafka does not answer. Messages for it are held, not lost."
                + " Create the topic, or check kafka.bootstrap.servers.";
    }
}
