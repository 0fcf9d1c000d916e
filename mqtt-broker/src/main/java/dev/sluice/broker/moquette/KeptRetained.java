package dev.sluice.broker.moquette;

import dev.sluice.broker.store.DurableStore;
import dev.sluice.broker.store.Shelf;
import io.moquette.broker.IRetainedRepository;
import io.moquette.broker.RetainedMessage;
import io.moquette.broker.subscriptions.Topic;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;

/** Retained messages: in memory, and stored by topic. One per topic, whether it expires or not. */
final class KeptRetained implements IRetainedRepository {

    private static final int SOME_PACKET_ID = 1;

    private final DurableStore store;
    private final Clock clock;
    private final Publishers publishers;
    private final ConcurrentHashMap<Topic, RetainedMessage> messages = new ConcurrentHashMap<>();

    KeptRetained(DurableStore store, Clock clock, Publishers publishers) {
        this.store = store;
        this.clock = clock;
        this.publishers = publishers;
    }

    void restore() {
        publishers.restore();
        store.forEach(Shelf.RETAINED, (name, value) -> {
            var stored = StoredMessage.read(value);
            if (stored.expiry().isAfter(clock.instant())) {
                var topic = new Topic(name);
                messages.put(topic, message(topic, stored.packet(), stored.expiry()));
            } else {
                store.remove(Shelf.RETAINED, name);
                publishers.cleared(name);
            }
        });
    }

    private static RetainedMessage message(Topic topic, MqttPublishMessage packet, Instant expiry) {
        var payload = packet.payload();
        return new RetainedMessage(
                topic,
                packet.fixedHeader().qosLevel(),
                ByteBufUtil.getBytes(payload, payload.readerIndex(), payload.readableBytes(), true),
                packet.variableHeader().properties().listAll().toArray(MqttProperty[]::new),
                expiry.equals(Instant.MAX) ? null : expiry);
    }

    @Override
    public void retain(Topic topic, MqttPublishMessage packet) {
        retain(topic, packet, Instant.MAX);
    }

    @Override
    public void retain(Topic topic, MqttPublishMessage packet, Instant expiry) {
        var bytes = store.keepsAnything() ? bytes(packet, expiry) : null;
        var message = message(topic, packet, expiry);
        messages.compute(topic, (same, before) -> { // one after the other, in memory as on disk
            store.put(Shelf.RETAINED, topic.toString(), bytes);
            publishers.retained(topic.toString(), packet instanceof OwnedPublish owned ? owned.publisher() : null);
            return message;
        });
    }

    private static byte[] bytes(MqttPublishMessage packet, Instant expiry) {
        var header = packet.variableHeader();
        var publish = PublishBytes.of(
                header.topicName(),
                packet.fixedHeader().qosLevel(),
                true,
                SOME_PACKET_ID,
                header.properties(),
                packet.payload());
        return StoredMessage.bytes(StoredMessage.State.WAITING, 0, expiry, publish);
    }

    @Override
    public void cleanRetained(Topic topic) {
        messages.computeIfPresent(topic, (same, before) -> {
            store.remove(Shelf.RETAINED, topic.toString());
            publishers.cleared(topic.toString());
            return null;
        });
    }

    @Override
    public boolean isEmpty() {
        return messages.isEmpty();
    }

    @Override
    public Collection<RetainedMessage> retainedOnTopic(String filter) {
        var searched = new Topic(filter);
        var look = publishers.look();
        return messages.values().stream()
                .filter(message -> message.getTopic().match(searched))
                .filter(message -> look.mayStillGoOut(message.getTopic().toString()))
                .toList();
    }

    @Override
    public Collection<RetainedMessage> listExpirable() {
        return messages.values().stream()
                .filter(message -> message.getExpiryTime() != null)
                .toList();
    }
}
