package dev.sluice.broker.moquette;

import dev.sluice.broker.access.Identity;
import dev.sluice.broker.publish.ReceivedPublish;
import dev.sluice.broker.store.DurableStore;
import dev.sluice.broker.store.Shelf;
import io.moquette.broker.IRetainedRepository;
import io.moquette.broker.RetainedMessage;
import io.moquette.broker.subscriptions.Subscription;
import io.moquette.broker.subscriptions.Topic;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Retained messages: in memory, and stored by topic. One per topic, whether it expires or not.
 *
 * <p>Moquette only asks here: what is retained, and for how long, it is never told. It would let a message expire when the one before it was to, and
 * remember the expiry of every message that it was ever shown.
 */
final class KeptRetained implements IRetainedRepository {

    private static final int SOME_PACKET_ID = 1;
    private static final int SECONDS_BETWEEN_SWEEPS = 60;

    private final DurableStore store;
    private final Clock clock;
    private final Publishers publishers;
    private final ConcurrentHashMap<String, Kept> messages = new ConcurrentHashMap<>();
    private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.MIN);

    /**
     * @param expiry {@link Instant#MAX} for never
     * @param publisher null where nobody's name is known
     */
    private record Kept(
            Topic topic, MqttQoS qos, byte[] payload, MqttProperties properties, Instant expiry, Identity publisher) {

        boolean hasExpired(Instant now) {
            return !expiry.isAfter(now);
        }

        /** For a subscriber: with the time that is left. */
        RetainedMessage at(Instant now) {
            var left = Expiry.withTimeLeft(properties, expiry, now).listAll();
            return new RetainedMessage(topic, qos, payload, left.toArray(MqttProperties.MqttProperty[]::new));
        }
    }

    KeptRetained(DurableStore store, Clock clock, Publishers publishers) {
        this.store = store;
        this.clock = clock;
        this.publishers = publishers;
    }

    void restore() {
        var owners = publishers.stored();
        store.forEach(Shelf.RETAINED, (name, value) -> {
            var stored = StoredMessage.read(value);
            if (stored.expiry().isAfter(clock.instant())) {
                var packet = stored.packet();
                messages.put(
                        name,
                        new Kept(
                                new Topic(name),
                                packet.fixedHeader().qosLevel(),
                                ByteBufUtil.getBytes(packet.payload()),
                                Expiry.without(packet.variableHeader().properties()),
                                stored.expiry(),
                                owners.get(name)));
            } else {
                store.remove(Shelf.RETAINED, name);
                publishers.put(name, null, owners.containsKey(name));
            }
        });
    }

    /**
     * A message with the RETAIN flag (MQTT 5.0 §3.3.1.3): takes the place of the one before, or clears it when it has no payload.
     *
     * @param properties without expiry
     * @param expiry {@link Instant#MAX} for never
     * @param publisher null where it is nobody's
     */
    void published(ReceivedPublish publish, MqttProperties properties, Instant expiry, Identity publisher) {
        var topic = publish.topic();
        if (publish.payload().length == 0) {
            remove(topic, null);
            return;
        }
        var kept = new Kept(
                new Topic(topic), MqttQoS.valueOf(publish.qos()), publish.payload(), properties, expiry, publisher);
        var bytes = store.keepsAnything() ? bytes(kept) : null;
        messages.compute(topic, (same, before) -> { // one after the other, in memory as on disk
            store.put(Shelf.RETAINED, topic, bytes);
            publishers.put(topic, publisher, before != null && before.publisher() != null);
            return kept;
        });
        sweep();
    }

    private static byte[] bytes(Kept kept) {
        var publish = PublishBytes.of(
                kept.topic().toString(),
                kept.qos(),
                true,
                SOME_PACKET_ID,
                kept.properties(),
                Unpooled.wrappedBuffer(kept.payload()));
        return StoredMessage.bytes(StoredMessage.State.WAITING, 0, kept.expiry(), publish);
    }

    /** @param only this one, or null for whichever it is */
    private void remove(String topic, Kept only) {
        messages.computeIfPresent(topic, (same, before) -> {
            if (only != null && only != before) {
                return before;
            }
            store.remove(Shelf.RETAINED, topic);
            publishers.put(topic, null, before.publisher() != null);
            return null;
        });
    }

    /** Lets go of what has expired; now and then, as nobody sees it any more. */
    private void sweep() {
        var now = clock.instant();
        var due = nextSweep.get();
        if (now.isAfter(due) && nextSweep.compareAndSet(due, now.plusSeconds(SECONDS_BETWEEN_SWEEPS))) {
            messages.forEach((topic, kept) -> {
                if (kept.hasExpired(now)) {
                    remove(topic, kept);
                }
            });
        }
    }

    @Override
    public Collection<RetainedMessage> retainedOnTopic(String filter) {
        sweep();
        var now = clock.instant();
        var look = publishers.look();
        return matching(filter)
                .filter(kept -> !kept.hasExpired(now))
                .filter(kept ->
                        look.mayStillGoOut(kept.publisher(), kept.topic().toString()))
                .map(kept -> kept.at(now))
                .toList();
    }

    private Stream<Kept> matching(String filter) {
        if (filter.indexOf('+') < 0 && filter.indexOf('#') < 0) {
            return Stream.of(messages.get(filter)).filter(Objects::nonNull);
        }
        var searched = new TopicTree();
        searched.add(new Subscription("", new Topic(filter), MqttSubscriptionOption.onlyFromQos(MqttQoS.AT_MOST_ONCE)));
        return messages.values().stream()
                .filter(kept -> searched.isWanted(kept.topic().toString()));
    }

    @Override
    public boolean isEmpty() {
        return messages.isEmpty();
    }

    @Override
    public void retain(Topic topic, MqttPublishMessage packet) {
        // ours to do
    }

    @Override
    public void retain(Topic topic, MqttPublishMessage packet, Instant expiry) {
        // ours to do
    }

    @Override
    public void cleanRetained(Topic topic) {
        // ours to do
    }

    @Override
    public Collection<RetainedMessage> listExpirable() {
        return List.of();
    }
}
