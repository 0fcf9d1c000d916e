package dev.sluice.broker.moquette;

import dev.sluice.broker.access.Identity;
import dev.sluice.broker.publish.ReceivedPublish;
import dev.sluice.broker.store.DurableStore;
import dev.sluice.broker.store.Shelf;
import io.moquette.broker.IRetainedRepository;
import io.moquette.broker.RetainedMessage;
import io.moquette.broker.subscriptions.Topic;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Retained messages: in memory, and stored by topic. One per topic, whether it expires or not.
 *
 * <p>There is room for so many and so large ones, see {@link RetainedRoom}. Of what is stored nothing goes when a limit is lowered.
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
    /** Changed with this locked: one after the other, in memory as on disk. */
    private final RetainedTree<Kept> messages = new RetainedTree<>();

    private final RetainedRoom room;
    private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.MIN);

    /**
     * @param expiry {@link Instant#MAX} for never
     * @param publisher null where nobody's name is known
     */
    private record Kept(
            Topic topic, MqttQoS qos, byte[] payload, MqttProperties properties, Instant expiry, Identity publisher) {

        /** 0 for none. */
        static long bytes(Kept kept) {
            return kept == null
                    ? 0
                    : PacketSize.of(kept.topic.toString(), kept.qos.value(), kept.properties, kept.payload.length);
        }

        boolean hasExpired(Instant now) {
            return !expiry.isAfter(now);
        }

        /** For a subscriber: with the time that is left. */
        RetainedMessage at(Instant now) {
            var left = Expiry.withTimeLeft(properties, expiry, now).listAll();
            return new RetainedMessage(topic, qos, payload, left.toArray(MqttProperties.MqttProperty[]::new));
        }
    }

    KeptRetained(DurableStore store, Clock clock, Publishers publishers, RetainedRoom room) {
        this.store = store;
        this.clock = clock;
        this.publishers = publishers;
        this.room = room;
    }

    void restore() {
        var owners = publishers.stored();
        store.forEach(Shelf.RETAINED, (name, value) -> {
            var stored = StoredMessage.read(value);
            if (stored.expiry().isAfter(clock.instant())) {
                var packet = stored.packet();
                keep(new Kept(
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
     * @return false if there was no room for it; then the topic has no message any more, as an old one would pass for the last
     */
    boolean published(ReceivedPublish publish, MqttProperties properties, Instant expiry, Identity publisher) {
        var topic = publish.topic();
        if (publish.payload().length == 0) {
            remove(topic, null);
            return true;
        }
        var kept = new Kept(
                new Topic(topic), MqttQoS.valueOf(publish.qos()), publish.payload(), properties, expiry, publisher);
        var bytes = store.keepsAnything() ? bytes(kept) : null;
        synchronized (this) {
            var before = messages.get(topic);
            if (!room.has(Kept.bytes(before), Kept.bytes(kept))) {
                room.tooMuch(Kept.bytes(before), Kept.bytes(kept));
                remove(topic, null);
                return false;
            }
            store.put(Shelf.RETAINED, topic, bytes);
            publishers.put(topic, publisher, before != null && before.publisher() != null);
            keep(kept);
        }
        sweep();
        return true;
    }

    private synchronized void keep(Kept kept) {
        var topic = kept.topic().toString();
        room.changed(Kept.bytes(messages.get(topic)), Kept.bytes(kept));
        messages.put(topic, kept);
    }

    /** Whether there is room for it at this moment; one for which there is none is counted. Any thread. */
    boolean hasRoomFor(ReceivedPublish publish) {
        long after = PacketSize.of(
                publish.topic(), publish.qos(), Expiry.without(publish.properties()), publish.payload().length);
        if (publish.payload().length == 0 || room.has(Kept.bytes(messages.get(publish.topic())), after)) {
            return true;
        }
        sweep();
        long before = Kept.bytes(messages.get(publish.topic()));
        boolean now = room.has(before, after);
        if (!now) {
            room.tooMuch(before, after);
        }
        return now;
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
    private synchronized void remove(String topic, Kept only) {
        var before = messages.get(topic);
        if (before != null && (only == null || only == before)) {
            store.remove(Shelf.RETAINED, topic);
            publishers.put(topic, null, before.publisher() != null);
            messages.remove(topic);
            room.changed(Kept.bytes(before), 0);
        }
    }

    /** Lets go of what has expired; now and then, as nobody sees it any more. */
    private void sweep() {
        var now = clock.instant();
        var due = nextSweep.get();
        if (now.isAfter(due) && nextSweep.compareAndSet(due, now.plusSeconds(SECONDS_BETWEEN_SWEEPS))) {
            messages.forEach(kept -> {
                if (kept.hasExpired(now)) {
                    remove(kept.topic().toString(), kept);
                }
            });
        }
    }

    @Override
    public Collection<RetainedMessage> retainedOnTopic(String filter) {
        sweep();
        var now = clock.instant();
        var look = publishers.look();
        List<RetainedMessage> found = new ArrayList<>();
        messages.forEachMatch(filter, kept -> {
            if (!kept.hasExpired(now)
                    && look.mayStillGoOut(kept.publisher(), kept.topic().toString())) {
                found.add(kept.at(now));
            }
        });
        return found;
    }

    @Override
    public boolean isEmpty() {
        return room.messages() == 0;
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
