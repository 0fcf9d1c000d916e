package dev.sluice.bridge.kafka;

import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.pipeline.RecordSink;
import dev.sluice.mapping.engine.OutgoingRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands records to Kafka without ever blocking, and tells their fate when every in-sync replica has them.
 *
 * <p>A producer left to itself blocks in {@code send} while it waits for a topic's metadata or for memory: on an event loop that
 * would silence every device. So it is told to wait zero milliseconds, and then refuses at once what it cannot take. What
 * keeps such refusals out of the middle of a device's stream, and a device's records in their order:
 *
 * <pre>
 *            offer
 *              │ topic cold? ──────────▶ NOT_NOW, and TopicWarmth fetches its metadata off the loop, or makes it, or
 *              │                         has its records go to the quarantine topic
 *              │ topic over its share? ▶ NOT_NOW until Kafka answers for some of it
 *              │ another record is this
 *              │ partition's first? ───▶ NOT_NOW until Kafka has stored that one: FirstWrites
 *              ▼
 *   producer.send ── refused at once ──▶ NOT_NOW, topic is cold again
 *              │
 *              ▼ (any time later, producer's I/O thread)
 *        stored │ unknown
 * </pre>
 *
 * The producer never gives up on a record it has taken (no delivery timeout): a batch that expires while a later one is stored
 * would reorder a device. Its metadata never goes stale by itself either; if every broker has moved to a new address, {@link
 * KafkaWatch} has the producer replaced, and the devices whose records were in the old one send them again.
 */
public final class KafkaSink implements RecordSink {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSink.class);
    private static final long COMPLAIN_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final KafkaSinkSettings settings;
    private final int maximumRequestBytes;
    private final TopicGuard guard;
    private final Topics topics;
    private final List<Runnable> onRoom = new CopyOnWriteArrayList<>();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder quarantined = new LongAdder();
    private final TopicWarmth warmth;
    private final KafkaWatch watch;

    private volatile Producer<byte[], byte[]> producer;
    private volatile long lastComplaintNanos = System.nanoTime() - COMPLAIN_EVERY_NANOS;
    private volatile boolean broken;
    private volatile boolean stopped;

    /** A sink that begins to look for Kafka at once and never fails because Kafka is away. */
    public static KafkaSink start(KafkaSinkSettings settings, HealthBoard health) {
        var sink = new KafkaSink(settings, health);
        sink.watch.start();
        sink.warmth.start();
        return sink;
    }

    private KafkaSink(KafkaSinkSettings settings, HealthBoard health) {
        this.settings = settings;
        this.maximumRequestBytes = settings.maximumRequestBytes();
        this.guard = new TopicGuard(settings.topics(), settings.deadLetterTopic());
        this.topics = new Topics(guard);
        this.warmth = new TopicWarmth(this, settings, guard, topics, health);
        this.watch = new KafkaWatch(this, settings, health);
    }

    /**
     * Fetches these topics' metadata now, for at most {@code limit}.
     *
     * @return the topics that are still cold
     */
    public Collection<String> warmUp(Collection<String> names, Duration limit) throws InterruptedException {
        names.forEach(name -> warmth.wanted(topics.pinned(name)));
        long end = System.nanoTime() + limit.toNanos();
        List<String> cold = new ArrayList<>(names);
        while (true) {
            cold.removeIf(name -> topics.pinned(name).isWarm());
            if (cold.isEmpty() || System.nanoTime() >= end) {
                return cold;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** No rule names these topics any more: whether they can be had matters only to messages that still wait for them. */
    public void forget(Collection<String> names) {
        names.forEach(name -> topics.unpinned(name).ifPresent(warmth::unwanted));
    }

    @Override
    public Answer offer(OutgoingRecord record, Fate fate) {
        var present = producer; // before it is asked whether the topic is warm: a new producer has them all cold first
        var topic = topics.find(record.topic());
        if (topic == null || !topic.isWarm()) {
            return offerCold(record, topic, fate);
        }
        int size = RecordSink.sizeOf(record);
        if (size > largestRecord(topic)) {
            return Answer.TOO_LARGE;
        }
        if (present == null || stopped) {
            return Answer.NOT_NOW;
        }
        var firstWrites = topic.firstWrites();
        int partition = KeyPartition.of(record.key(), firstWrites.partitions());
        if (!topic.take(size, settings.perTopicBytes())) {
            return Answer.NOT_NOW;
        }
        if (!firstWrites.mayGo(partition)) {
            topic.giveBack(size);
            return Answer.NOT_NOW;
        }
        var sending = new Sending(this, topic, firstWrites, partition, size, fate);
        try {
            present.send(toKafka(record, topic, partition), sending);
        } catch (IllegalStateException | KafkaException beyondRepair) {
            sending.release();
            broken(present, beyondRepair);
            return Answer.NOT_NOW;
        }
        var refusal = sending.returned();
        if (refusal == null) {
            accepted.increment();
            return Answer.ACCEPTED;
        }
        sending.release();
        if (refusal instanceof RecordTooLargeException) {
            return Answer.TOO_LARGE;
        }
        refused.increment();
        topic.doubted();
        warmth.wanted(topic);
        return Answer.NOT_NOW;
    }

    /**
     * The record as {@link #offer} would send it at this moment, for somebody who has a producer of his own and may wait; empty where the answer
     * would be NOT_NOW.
     */
    public Optional<ProducerRecord<byte[], byte[]>> ready(OutgoingRecord record) {
        var topic = topics.find(record.topic());
        if (topic != null && topic.isWarm()) {
            return Optional.of(toKafka(record, topic, null));
        }
        return detour(record, topic).flatMap(this::ready);
    }

    /** Somebody who had a {@link #ready} record sent it, and it went to the quarantine topic. */
    public void tookDetour() {
        quarantined.increment();
    }

    /** Somebody who had a {@link #ready} record for this topic was refused: what is known of the topic is looked up anew. */
    public void doubt(String name) {
        var topic = topics.find(name);
        if (topic != null) {
            topic.doubted();
            warmth.wanted(topic);
        }
    }

    /** @param topic null if its name is one too many */
    private Answer offerCold(OutgoingRecord record, Topic topic, Fate fate) {
        var detour = detour(record, topic);
        if (detour.isEmpty()) {
            return Answer.NOT_NOW;
        }
        var answer = offer(detour.get(), fate);
        if (answer == Answer.ACCEPTED) {
            quarantined.increment();
        }
        return answer;
    }

    /** The record for the quarantine topic, if it must go there; otherwise its own topic is wanted from now on. */
    private Optional<OutgoingRecord> detour(OutgoingRecord record, Topic topic) {
        boolean detour;
        if (topic == null) {
            warmth.overflowed();
            detour = guard.isListed() && guard.verdict(record.topic()) == TopicGuard.Verdict.QUARANTINE;
        } else {
            topic.touch();
            detour = topic.isQuarantined();
        }
        if (detour) {
            return Optional.of(Quarantine.detour(record, guard.quarantine().orElseThrow()));
        }
        if (topic != null) {
            warmth.wanted(topic);
        }
        return Optional.empty();
    }

    private void broken(Producer<byte[], byte[]> present, RuntimeException why) {
        if (present == producer && !stopped && !broken) {
            broken = true;
            LOG.warn("The producer cannot go on and is replaced; messages are held back meanwhile.", why);
        }
    }

    private int largestRecord(Topic topic) {
        return Math.min(maximumRequestBytes, topic.facts().maximumBatchBytes());
    }

    /** @param partition null: the producer finds the same one by itself */
    private static ProducerRecord<byte[], byte[]> toKafka(OutgoingRecord record, Topic topic, Integer partition) {
        var given = record.headers();
        var headers = new Header[given.size()];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = new RecordHeader(given.get(i).name(), given.get(i).value());
        }
        return new ProducerRecord<>(
                record.topic(),
                partition,
                topic.facts().accepted(record.timestampMillis(), System.currentTimeMillis()),
                record.key(),
                record.value(),
                Arrays.asList(headers));
    }

    @Override
    public int largestRecord(String name) {
        var topic = topics.find(name);
        return topic == null ? maximumRequestBytes : largestRecord(topic);
    }

    @Override
    public void onRoom(Runnable action) {
        onRoom.add(action);
    }

    /** Something that was answered NOT_NOW might be taken now. */
    void roomAgain() {
        onRoom.forEach(Runnable::run);
    }

    void stored() {
        answered.increment();
    }

    /** Kafka refused a record that the producer had taken; returns what happened, for people. */
    String failed(Topic topic, Exception failure) {
        answered.increment();
        if (failure instanceof AuthorizationException) {
            topic.cooled(); // hold back what comes, until somebody has granted the right
        }
        var why = "Kafka did not take a record for topic " + topic.name + ": " + failure.getMessage();
        long now = System.nanoTime();
        if (now - lastComplaintNanos > COMPLAIN_EVERY_NANOS && !stopped) {
            lastComplaintNanos = now;
            LOG.warn(
                    "{}. Nothing was acknowledged for it; the devices concerned are disconnected and send again.", why);
        }
        return why;
    }

    /** Records that the producer would not take although their topic was warm. */
    public long refused() {
        return refused.sum();
    }

    /** Names of topics that are kept. */
    int knownTopics() {
        return topics.size();
    }

    /** Kafka topics that Sluice has made since its start. */
    public long topicsCreated() {
        return warmth.topicsCreated();
    }

    /** Records that went to the quarantine topic. */
    public long quarantined() {
        return quarantined.sum();
    }

    /** Records that the producer holds and Kafka has not answered for. */
    public long inFlight() {
        long settled = answered.sum(); // first, so that the difference is never negative
        return Math.max(0, accepted.sum() - settled);
    }

    /** Records that Kafka has answered for since the start. */
    long answers() {
        return answered.sum();
    }

    boolean needsProducer() {
        return producer == null || broken;
    }

    Producer<byte[], byte[]> producer() {
        return producer;
    }

    /** Makes a producer where there is none, or in place of one whose brokers have all moved. */
    void newProducer() {
        abandonProducer();
        producer = new KafkaProducer<>(settings.properties());
        broken = false;
        topics.all().forEach(warmth::wanted);
    }

    /** Takes nothing until there is another one; what the producer held is told "unknown". */
    void abandonProducer() {
        var old = producer;
        producer = null; // a record that finds a topic warm must not meet a producer that Kafka does not know
        topics.all().forEach(Topic::cooled);
        if (old != null) {
            old.close(Duration.ZERO);
        }
    }

    /** Looks whether topics have other partitions than before, or were warmed up so long ago that Kafka may have forgotten this producer. */
    void renewFirstWrites() {
        for (var topic : topics.all()) {
            if (topic.isWarm()) {
                try {
                    int partitions = producer.partitionsFor(topic.name).size();
                    var present = topic.firstWrites();
                    if (partitions != present.partitions() || present.isOutdated()) {
                        topic.beginAgain(new FirstWrites(partitions));
                    }
                } catch (KafkaException
                        | IllegalStateException gone) { // the topic, or the producer: the sink may be stopping
                    LOG.debug("The producer has no metadata of topic {} any more", topic.name, gone);
                }
            }
        }
    }

    /** Takes nothing more. Whoever waits for a record that Kafka has not answered for is told that its fate is unknown. */
    public void stop() {
        stopped = true;
        warmth.stop();
        watch.stop();
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }
}
