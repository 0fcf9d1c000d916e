package dev.sluice.bridge.kafka;

import dev.sluice.bridge.observe.HealthBoard;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the metadata of topics that are wanted, on a thread of its own, until the producer has it; does about missing ones what {@link
 * TopicGuard} says.
 *
 * <p>Kafka is asked for a topic by its name while it is new to us. Later, all that are still missing are looked for in one list of all topics, however
 * many names devices invent. The producer is asked for a topic only when it exists: a producer's asking makes brokers that create topics on
 * demand create it, and it never forgets a name. Only where a missing topic is the broker's business is it asked at once.
 */
final class TopicWarmth {

    private static final Logger LOG = LoggerFactory.getLogger(TopicWarmth.class);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long SLOW_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long UNDECIDED_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LIST_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long ORDER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long FORGET_AFTER_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final KafkaSink sink;
    private final TopicGuard guard;
    private final Topics topics;
    private final TopicCreation creation;
    private final TopicDescriptions descriptions;
    private final TopicComplaints complaints;
    private final Set<Topic> wanted = ConcurrentHashMap.newKeySet();
    private final Queue<Topic> unwanted = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "sluice-topics");
    private volatile boolean overflowed;
    private volatile boolean stopped;

    // this thread only
    private long listedNanos = System.nanoTime() - LIST_EVERY_NANOS;
    private long slowLookNanos = System.nanoTime() - SLOW_POLL_NANOS;
    private Boolean brokersCreate;

    TopicWarmth(KafkaSink sink, KafkaSinkSettings settings, TopicGuard guard, Topics topics, HealthBoard health) {
        this.sink = sink;
        this.guard = guard;
        this.topics = topics;
        this.creation = new TopicCreation(settings.topics());
        this.descriptions = new TopicDescriptions(settings.clients());
        this.complaints = new TopicComplaints(settings.bootstrapServers(), guard, health);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
        thread.interrupt();
    }

    long topicsCreated() {
        return creation.created();
    }

    /** This topic is needed and cold. Any thread; cheap when it is known to be wanted. */
    void wanted(Topic topic) {
        if (!topic.isWarm() && !topic.isDropped() && wanted.add(topic)) {
            LockSupport.unpark(thread);
        }
    }

    /** There are records for more names than are kept: which of them exist? Any thread. */
    void overflowed() {
        if (!overflowed) {
            overflowed = true;
            LockSupport.unpark(thread);
        }
    }

    /** Nobody waits for this topic any more; if a message does, it says so again within a moment. */
    void unwanted(Topic topic) {
        unwanted.add(topic);
        LockSupport.unpark(thread);
    }

    private void run() {
        try (descriptions) {
            while (!stopped) {
                forgetUnwanted();
                if (lookAtAll()) {
                    sink.roomAgain();
                }
                LockSupport.parkNanos(this, wanted.isEmpty() && !overflowed ? Long.MAX_VALUE : pause());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void forgetUnwanted() {
        for (var topic = unwanted.poll(); topic != null; topic = unwanted.poll()) {
            wanted.remove(topic);
            complaints.withdraw(topic);
        }
    }

    private long pause() {
        boolean allSlow = wanted.stream().allMatch(TopicWarmth::isSlow);
        return allSlow ? SLOW_POLL_NANOS : POLL_NANOS;
    }

    private static boolean isSlow(Topic topic) {
        return topic.coldNanos() > PATIENCE_NANOS;
    }

    /** Returns whether records may go now that could not before. */
    private boolean lookAtAll() throws InterruptedException {
        boolean news = false;
        boolean slowOnesToo = System.nanoTime() - slowLookNanos >= SLOW_POLL_NANOS;
        if (slowOnesToo) {
            slowLookNanos = System.nanoTime();
            if (overflowed || wanted.stream().anyMatch(TopicWarmth::isSlow)) {
                news = overflowed && listed();
                overflowed = false;
            }
        }
        for (var topic : wanted) {
            if (!isSlow(topic) || slowOnesToo) {
                news |= lookWithoutFail(topic);
            }
        }
        return news;
    }

    /** A producer may be closed at any moment, since another takes its place; and one topic must not end the looking for all. */
    private boolean lookWithoutFail(Topic topic) throws InterruptedException {
        try {
            return look(topic);
        } catch (RuntimeException failure) {
            LOG.error(
                    "Looking up Kafka topic {} failed; it is tried again, and its messages are held.",
                    topic.name,
                    failure);
            return false;
        }
    }

    private boolean look(Topic topic) throws InterruptedException {
        var producer = sink.producer();
        if (producer == null) {
            return false;
        }
        if (!topic.isProven() && !topic.isPinned() && topic.idleNanos() > FORGET_AFTER_NANOS) {
            wanted.remove(topic);
            topics.forget(topic);
            complaints.withdraw(topic);
            return false;
        }
        int partitions;
        try {
            boolean knownToBeMissing = isSlow(topic)
                    && !topic.isDescribed()
                    && !complaints.isHidden(topic)
                    && listed()
                    && !guard.exists(topic.name);
            if (knownToBeMissing) {
                return missing(topic, producer, null);
            }
            if (!topic.isDescribed()) {
                topic.describedBy(descriptions.learn(topic.name));
                topics.proven(topic);
            }
            partitions = producer.partitionsFor(topic.name).size();
        } catch (UnknownTopicOrPartitionException doesNotExist) {
            return missing(topic, producer, doesNotExist);
        } catch (KafkaException notYet) {
            stayedCold(topic, notYet);
            return false;
        }
        wanted.remove(topic);
        topic.warmed(new FirstWrites(partitions));
        if (complaints.withdraw(topic)) {
            LOG.info("Kafka topic {} can be had now; messages held back for it go on in order.", topic.name);
        }
        return true;
    }

    private boolean missing(Topic topic, Producer<byte[], byte[]> producer, KafkaException why)
            throws InterruptedException {
        try {
            if (!guard.isOn()) {
                if (brokersCreate()) {
                    producer.partitionsFor(topic.name);
                }
                stayedCold(topic, why);
                return false;
            }
            if (topic.isQuarantined() || !listed()) {
                return false;
            }
            return decided(topic);
        } catch (KafkaException refused) {
            stayedCold(topic, refused);
            return false;
        }
    }

    private boolean decided(Topic topic) throws InterruptedException {
        switch (guard.verdict(topic.name)) {
            case CREATE -> {
                if (topic.mayBeOrdered()
                        && listedWithin(ORDER_NANOS)
                        && guard.verdict(topic.name) == TopicGuard.Verdict.CREATE) {
                    creation.create(topic.name, guard, descriptions.admin());
                }
            }
            case QUARANTINE -> {
                if (topic.coldNanos() > UNDECIDED_NANOS) {
                    topic.quarantine();
                    complaints.quarantined(topic);
                    return true;
                }
            }
            case OFF, NOT_ALLOWED, FULL -> stayedCold(topic, null);
        }
        return false;
    }

    /** Whether the guard knows all topics as they were a moment ago. */
    private boolean listed() throws InterruptedException {
        return listedWithin(LIST_EVERY_NANOS);
    }

    private boolean listedWithin(long nanos) throws InterruptedException {
        if (guard.isListed() && System.nanoTime() - listedNanos < nanos) {
            return true;
        }
        try {
            guard.listed(descriptions.names());
            listedNanos = System.nanoTime();
            return true;
        } catch (KafkaException away) {
            LOG.debug("Kafka does not list its topics", away);
            return false;
        }
    }

    private boolean brokersCreate() throws InterruptedException {
        if (brokersCreate == null) {
            brokersCreate = descriptions.brokersCreateTopics();
        }
        return brokersCreate;
    }

    private void stayedCold(Topic topic, KafkaException why) {
        if (isSlow(topic)) {
            complaints.about(topic, why);
        }
    }
}
