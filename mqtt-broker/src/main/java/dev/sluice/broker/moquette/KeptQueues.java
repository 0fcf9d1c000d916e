package dev.sluice.broker.moquette;

import dev.sluice.broker.store.DurableStore;
import dev.sluice.broker.store.Shelf;
import io.moquette.broker.IQueueRepository;
import io.moquette.broker.SessionMessageQueue;
import io.moquette.broker.SessionRegistry.EnqueuedMessage;
import io.moquette.broker.SessionRegistry.PublishedMessage;
import io.moquette.broker.subscriptions.Topic;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The queues of all sessions: in memory, and stored where the session is one to keep. */
final class KeptQueues implements IQueueRepository {

    private final int limit;
    private final DurableStore store;
    private final KeptSessions sessions;
    private final ConcurrentHashMap<String, SessionQueue> queues = new ConcurrentHashMap<>();
    private final LongAdder dropped = new LongAdder();
    private Consumer<String> flush = clientId -> {};

    KeptQueues(int limit, DurableStore store, KeptSessions sessions) {
        this.limit = limit;
        this.store = store;
        this.sessions = sessions;
    }

    /** How a session is told that something waits in its queue; on its own loop, before anything is queued. */
    void flushThrough(Consumer<String> session) {
        flush = session;
    }

    void flush(String clientId) {
        flush.accept(clientId);
    }

    int limit() {
        return limit;
    }

    void countDropped() {
        dropped.increment();
    }

    long dropped() {
        return dropped.sum();
    }

    void forget(String clientId, SessionQueue queue) {
        queues.remove(clientId, queue);
    }

    /** A session's window; null where there is no such session. */
    OutboundWindow window(String clientId) {
        var queue = queues.get(clientId);
        return queue == null ? null : queue.window();
    }

    /** Throws away what waits for a session and is of other topics. */
    void keepOnly(String clientId, Predicate<String> topics) {
        var queue = queues.get(clientId);
        if (queue != null) {
            queue.keepOnly(topics);
        }
    }

    @Override
    public Set<String> listQueueNames() {
        return new HashSet<>(queues.keySet()); // Moquette takes names out of it
    }

    @Override
    public boolean containsQueue(String clientId) {
        return queues.containsKey(clientId);
    }

    @Override
    public SessionMessageQueue<EnqueuedMessage> getOrCreateQueue(String clientId) {
        return queue(clientId);
    }

    private SessionQueue queue(String clientId) {
        return queues.computeIfAbsent(
                clientId, id -> new SessionQueue(this, id, new MessageShelf(store, sessions, id)));
    }

    @Override
    public void close() {
        queues.clear();
    }

    /** Makes the queues of all sessions that are restored, and fills them. */
    void restore() {
        sessions.list().forEach(session -> queue(session.clientId()));
        store.forEach(Shelf.MESSAGES, (key, value) -> {
            var queue = queues.get(Keys.clientId(key));
            if (queue != null) {
                queue.restore(Long.parseUnsignedLong(Keys.rest(key), 16), StoredMessage.read(value));
            }
        });
    }

    static PublishedMessage published(MqttPublishMessage packet, Instant expiry) {
        var header = packet.variableHeader();
        return new PublishedMessage(
                new Topic(header.topicName()),
                packet.fixedHeader().qosLevel(),
                packet.payload(),
                packet.fixedHeader().isRetain(),
                expiry,
                header.properties().listAll().toArray(MqttProperty[]::new));
    }
}
