package dev.sluice.mapping.sparkplug;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What edge nodes and their devices said when they were born, and which sequence number came last: what data messages cannot be
 * read without.
 *
 * <p>One for the running process, shared by all its threads and by every {@link SparkplugDecoder} that a reload makes. Bounded
 * ({@link SparkplugLimits}). Lost with the process: then every edge node is asked to be born again when its next message comes.
 */
public final class SparkplugBirths {

    private static final int SHARE_OF_THE_DEAD = 8;

    private final SparkplugLimits limits;
    private final LongSupplier nanoTime;
    private final SparkplugListener listener;
    private final ConcurrentHashMap<EdgeName, EdgeNode> nodes = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean makingRoom = new AtomicBoolean();
    private final LongAdder gaps = new LongAdder();
    private final LongAdder requests = new LongAdder();

    /** @param nanoTime a clock such as {@link System#nanoTime} */
    public SparkplugBirths(SparkplugLimits limits, LongSupplier nanoTime, SparkplugListener listener) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /** Edge nodes that are remembered, online or not. */
    public int edgeNodes() {
        return nodes.size();
    }

    /** How often a message was missing between two of an edge node. */
    public long sequenceGaps() {
        return gaps.sum();
    }

    /** How often {@link SparkplugListener#rebirthWanted} was called. */
    public long rebirthsRequested() {
        return requests.sum();
    }

    /** All births together, roughly. */
    long bytes() {
        return bytes.get();
    }

    SparkplugLimits limits() {
        return limits;
    }

    /** The last birth of whom this topic is about; an empty one if there was none. */
    Certificate certificate(SparkplugTopic topic) {
        var node = nodes.get(topic.edgeNode());
        if (node == null) {
            return Certificate.NONE;
        }
        synchronized (node) {
            var certificate = node.certificate(topic.device());
            return certificate == null ? Certificate.NONE : certificate;
        }
    }

    void nodeBorn(Arrival birth, Certificate certificate, Long bdSeq) {
        change(birth.topic(), node -> {
            node.born(certificate, bdSeq, birth);
            return null;
        });
    }

    void nodeDied(Arrival death, Long bdSeq) {
        change(death.topic(), node -> {
            node.died(bdSeq);
            return null;
        });
    }

    /** @return false when the edge node has too many metrics with it */
    boolean deviceBorn(Arrival birth, Certificate certificate) {
        var device = birth.topic().device();
        boolean taken = change(birth.topic(), node -> {
            boolean knownTwice = birth.duplicate() && node.isBorn(device); // perhaps from before a newer one
            return knownTwice || node.deviceBorn(device, certificate, limits.metricsPerNode());
        });
        heard(birth, null, false);
        return taken;
    }

    void deviceDied(Arrival death) {
        change(death.topic(), node -> {
            if (!death.duplicate()) {
                node.deviceDied(death.topic().device());
            }
            return null;
        });
        heard(death, null, false);
    }

    /** A message with data; {@code unread} when it could not be read because a birth is missing. */
    void reported(Arrival report, boolean unread) {
        heard(report, report.topic().device(), unread);
    }

    private void heard(Arrival message, String device, boolean unread) {
        var topic = message.topic();
        long now = nanoTime.getAsLong();
        record Consequences(boolean gap, boolean request) {}
        var consequences = change(topic, node -> {
            boolean gap = node.gapBefore(message);
            boolean wanted = gap || unread || !message.duplicate() && !node.isBorn(device);
            return new Consequences(
                    gap, node.isToBeAsked(wanted, now, limits.rebirthPause().toNanos()));
        });
        if (consequences.gap) {
            gaps.increment();
            listener.sequenceGap(topic.group(), topic.edge());
        }
        if (consequences.request) {
            requests.increment();
            listener.rebirthWanted(topic.group(), topic.edge());
        }
    }

    private <T> T change(SparkplugTopic topic, Function<EdgeNode, T> change) {
        var name = topic.edgeNode();
        while (true) {
            var node = nodes.computeIfAbsent(name, this::begin);
            T result;
            synchronized (node) {
                if (node.isForgotten()) {
                    continue;
                }
                long before = node.bytes();
                result = change.apply(node);
                node.heard(nanoTime.getAsLong());
                bytes.addAndGet(node.bytes() - before);
            }
            if (tooMuch()) {
                makeRoom(node);
            }
            return result;
        }
    }

    private EdgeNode begin(EdgeName name) {
        var node = new EdgeNode(name);
        bytes.addAndGet(node.bytes());
        return node;
    }

    private boolean tooMuch() {
        return nodes.size() > limits.edgeNodes() || bytes.get() > limits.bytes();
    }

    /** One thread at a time; others go on, a few edge nodes above the limit. */
    private void makeRoom(EdgeNode butNot) {
        if (!makingRoom.compareAndSet(false, true)) {
            return;
        }
        try {
            var dead = new ArrayList<EdgeNode>();
            var alive = new ArrayList<EdgeNode>();
            for (var node : nodes.values()) {
                if (node != butNot) {
                    synchronized (node) {
                        (node.isOnline() ? alive : dead).add(node);
                    }
                }
            }
            long now = nanoTime.getAsLong();
            var longestUnheard = Comparator.comparingLong((EdgeNode node) -> node.heard() - now);
            dead.sort(longestUnheard);
            int atOnce = dead.size() / SHARE_OF_THE_DEAD; // looking through them all costs: not for each newcomer
            for (int i = 0; i < dead.size() && (i < atOnce || tooMuch()); i++) {
                forget(dead.get(i));
            }
            if (tooMuch()) {
                alive.sort(longestUnheard);
                for (int i = 0; i < alive.size() && tooMuch(); i++) {
                    forget(alive.get(i));
                    listener.forgotten(
                            alive.get(i).name.group(), alive.get(i).name.edge());
                }
            }
        } finally {
            makingRoom.set(false);
        }
    }

    private void forget(EdgeNode node) {
        synchronized (node) {
            node.forget();
            bytes.addAndGet(-node.bytes());
        }
        nodes.remove(node.name, node);
    }
}
