package dev.sluice.bridge.kafka;

import dev.sluice.bridge.observe.HealthBoard;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches Kafka from a thread of its own: makes the producer, says on the health board whether Kafka answers, and has the producer
 * replaced when it waits for brokers that are all elsewhere now.
 */
final class KafkaWatch {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaWatch.class);
    private static final int LOOK_EVERY_MILLIS = 1000;
    private static final int IDLE_LOOKS = 5;
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long MOVED_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final KafkaSink sink;
    private final KafkaSinkSettings settings;
    private final HealthBoard.Component health;
    private final Thread thread = new Thread(this::run, "sluice-kafka-watch");
    private volatile boolean stopped;

    // this thread only
    private Admin admin;
    private Set<String> brokers = Set.of();
    private long answersSeen;
    private long silentSinceNanos = System.nanoTime();
    private int looksWithoutAsking;
    private boolean wasUp = true;

    KafkaWatch(KafkaSink sink, KafkaSinkSettings settings, HealthBoard board) {
        this.sink = sink;
        this.settings = settings;
        this.health = board.component("kafka");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
        thread.interrupt();
    }

    private void run() {
        try {
            while (!stopped) {
                look();
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            if (admin != null) {
                admin.close(Duration.ZERO);
            }
        }
    }

    private void look() throws InterruptedException {
        try {
            if (sink.needsProducer()) {
                sink.newProducer();
            }
            if (admin == null) {
                admin = Admin.create(settings.clients().admin());
            }
        } catch (KafkaException unresolvable) {
            down(reason(unresolvable));
            return;
        }
        sink.renewFirstWrites();
        long answers = sink.answers();
        boolean waiting = sink.inFlight() > 0;
        if (answers != answersSeen || !waiting) {
            silentSinceNanos = System.nanoTime();
        }
        boolean heard = answers != answersSeen && !brokers.isEmpty();
        answersSeen = answers;
        if (heard) {
            up();
        } else if (waiting || !wasUp || ++looksWithoutAsking >= IDLE_LOOKS || brokers.isEmpty()) {
            looksWithoutAsking = 0;
            judge(ask(), System.nanoTime() - silentSinceNanos);
        }
    }

    private void judge(Set<String> present, long silentNanos) {
        if (present.isEmpty()) {
            return;
        }
        if (silentNanos > MOVED_NANOS && !brokers.isEmpty() && Collections.disjoint(present, brokers)) {
            LOG.warn(
                    "Kafka's brokers have all moved (from {} to {}): the producer is replaced. Devices whose messages it held"
                            + " are disconnected and send them again.",
                    brokers,
                    present);
            sink.abandonProducer(); // the next look makes another, and tries again if it cannot
            silentSinceNanos = System.nanoTime();
            brokers = present;
        } else if (silentNanos > SILENCE_NANOS) {
            down("answers, but has not acknowledged for " + TimeUnit.NANOSECONDS.toSeconds(silentNanos) + " s");
        } else {
            brokers = present;
            up();
        }
    }

    /** The addresses of the brokers; none if Kafka does not answer, which is on the board then. */
    private Set<String> ask() throws InterruptedException {
        try {
            Set<String> addresses = new HashSet<>();
            for (var node : admin.describeCluster().nodes().get(LOOK_EVERY_MILLIS * 3L, TimeUnit.MILLISECONDS)) {
                addresses.add(node.host() + ":" + node.port());
            }
            return addresses;
        } catch (ExecutionException | java.util.concurrent.TimeoutException away) {
            down(away instanceof ExecutionException ? reason(away.getCause()) : "does not answer");
            return Set.of();
        }
    }

    private static String reason(Throwable cause) {
        return "cannot be reached: " + KafkaReason.of(cause);
    }

    private void up() {
        health.up();
        if (!wasUp) {
            LOG.info(
                    "Kafka at {} answers again; {} records are in flight.",
                    settings.bootstrapServers(),
                    sink.inFlight());
        }
        wasUp = true;
    }

    private void down(String what) {
        var sentence = "Kafka at " + settings.bootstrapServers() + " " + what + ". " + sink.inFlight()
                + " records are in flight, none lost. Check kafka.bootstrap.servers.";
        health.down(sentence);
        if (wasUp) {
            LOG.warn("{}", sentence);
        }
        wasUp = false;
    }
}
