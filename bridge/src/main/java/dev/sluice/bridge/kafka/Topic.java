package dev.sluice.bridge.kafka;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** One Kafka topic as the sink sees it: warm when the producer has its metadata, so that a send is taken at once. */
final class Topic {

    private static final long ORDER_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    final String name;
    private long orderedNanos;
    private final AtomicLong inFlightBytes = new AtomicLong();
    private volatile TopicFacts facts = TopicFacts.USUAL;
    private volatile boolean warm;
    private volatile FirstWrites firstWrites;
    private volatile boolean described;
    private volatile long coldSinceNanos = System.nanoTime();
    private volatile long wantedNanos = System.nanoTime();
    private volatile boolean quarantined;
    private volatile boolean pinned;
    private volatile boolean dropped;
    private final AtomicBoolean proven = new AtomicBoolean();

    Topic(String name) {
        this.name = name;
    }

    boolean isWarm() {
        return warm;
    }

    /** The producer has its metadata. */
    void warmed(FirstWrites untried) {
        firstWrites = untried;
        warm = true;
        quarantined = false;
    }

    /** Kafka may know nothing of our producer in its partitions, or they are others than before. */
    void beginAgain(FirstWrites untried) {
        firstWrites = untried;
    }

    /** Null until it was warm for the first time. */
    FirstWrites firstWrites() {
        return firstWrites;
    }

    void cooled() {
        if (warm) {
            coldSinceNanos = System.nanoTime();
            warm = false;
        }
    }

    /** Its metadata cannot be relied upon: it may not even exist any more. */
    void doubted() {
        described = false;
        cooled();
    }

    /** Its records go to the quarantine topic, until it exists. */
    void quarantine() {
        quarantined = true;
    }

    boolean isQuarantined() {
        return quarantined;
    }

    /** Whether Kafka may be told to make it, once a second at most. The thread that asks Kafka only. */
    boolean mayBeOrdered() {
        long now = System.nanoTime();
        boolean may = orderedNanos == 0 || now - orderedNanos > ORDER_EVERY_NANOS;
        if (may) {
            orderedNanos = now;
        }
        return may;
    }

    /** Somebody has a record for it. */
    void touch() {
        wantedNanos = System.nanoTime();
    }

    long idleNanos() {
        return System.nanoTime() - wantedNanos;
    }

    /** It stays, however long nobody wants it. */
    void pin() {
        pinned = true;
    }

    void unpin() {
        pinned = false;
    }

    boolean isPinned() {
        return pinned;
    }

    /** True the first time. */
    boolean prove() {
        return proven.compareAndSet(false, true);
    }

    boolean isProven() {
        return proven.get();
    }

    void drop() {
        dropped = true;
    }

    boolean isDropped() {
        return dropped;
    }

    long coldNanos() {
        return System.nanoTime() - coldSinceNanos;
    }

    TopicFacts facts() {
        return facts;
    }

    void describedBy(TopicFacts known) {
        facts = known;
        described = true;
        coldSinceNanos = System.nanoTime(); // it exists: the producer will have it in a moment
    }

    boolean isDescribed() {
        return described;
    }

    boolean take(int bytes, long cap) {
        if (inFlightBytes.get() > cap) {
            return false;
        }
        inFlightBytes.addAndGet(bytes);
        return true;
    }

    void giveBack(int bytes) {
        inFlightBytes.addAndGet(-bytes);
    }
}
