package dev.sluice.bridge.kafka;

import java.util.concurrent.atomic.AtomicLong;

/** One Kafka topic as the sink sees it: warm when the producer has its metadata, so that a send is taken at once. */
final class Topic {

    final String name;
    private final AtomicLong inFlightBytes = new AtomicLong();
    private volatile TopicFacts facts = TopicFacts.USUAL;
    private volatile boolean warm;
    private volatile boolean described;
    private volatile long coldSinceNanos = System.nanoTime();

    Topic(String name) {
        this.name = name;
    }

    boolean isWarm() {
        return warm;
    }

    void warmed() {
        warm = true;
    }

    void cooled() {
        if (warm) {
            coldSinceNanos = System.nanoTime();
            warm = false;
        }
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
