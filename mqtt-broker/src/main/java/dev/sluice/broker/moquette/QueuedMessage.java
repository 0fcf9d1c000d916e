package dev.sluice.broker.moquette;

import io.moquette.broker.MoquetteKernel;
import io.moquette.broker.SessionRegistry.PublishedMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import java.time.Instant;
import java.util.Arrays;

/**
 * A message for one subscriber that Moquette cannot mistake for another: a property of its own goes with it through
 * Moquette's in-flight window to {@link OutboundPackets}, which takes it off again.
 */
final class QueuedMessage extends PublishedMessage {

    /** No property of MQTT has this id. */
    private static final int MARK_ID = 0x7E;

    private static final class Mark extends MqttProperty<Integer> {
        private QueuedMessage message;

        private Mark() {
            super(MARK_ID, 0);
        }
    }

    private final SessionQueue queue;
    private final long number;
    private final boolean retained;

    /** Under which id the device knows it; set and read by the queue's {@link OutboundWindow} only. */
    private SentMessage sent;

    /** Takes over the payload of {@code message}. */
    QueuedMessage(SessionQueue queue, long number, PublishedMessage message) {
        this(queue, number, message, MoquetteKernel.isRetained(message), new Mark());
    }

    private QueuedMessage(SessionQueue queue, long number, PublishedMessage message, boolean retained, Mark mark) {
        super(
                message.getTopic(),
                message.getPublishingQos(),
                message.getPayload(),
                retained,
                expiry(message),
                marked(message.getMqttProperties(), mark));
        this.queue = queue;
        this.number = number;
        this.retained = retained;
        mark.message = this;
    }

    /** Moquette forgets that a retained message expires once it is on its way to somebody; but the message says so. */
    private static Instant expiry(PublishedMessage message) {
        if (message.getMessageExpiry() == Instant.MAX) {
            for (var property : message.getMqttProperties()) {
                if (property.propertyId() == MqttProperties.PUBLICATION_EXPIRY_INTERVAL) {
                    return Instant.now().plusSeconds(Integer.toUnsignedLong((Integer) property.value()));
                }
            }
        }
        return message.getMessageExpiry();
    }

    private static MqttProperty<?>[] marked(MqttProperty<?>[] properties, Mark mark) {
        var all = Arrays.copyOf(properties, properties.length + 1, MqttProperty[].class);
        all[properties.length] = mark;
        return all;
    }

    /** The message that a packet of Moquette's carries, or null. */
    static QueuedMessage in(MqttProperties properties) {
        return properties.getProperty(MARK_ID) instanceof Mark mark ? mark.message : null;
    }

    static MqttProperties withoutMark(MqttProperties properties) {
        var clean = new MqttProperties();
        for (var property : properties.listAll()) {
            if (property.propertyId() != MARK_ID) {
                clean.add(property);
            }
        }
        return clean;
    }

    /** The properties as the publisher gave them. */
    MqttProperties properties() {
        var all = new MqttProperties();
        for (var property : getMqttProperties()) {
            if (property.propertyId() != MARK_ID) {
                all.add(property);
            }
        }
        return all;
    }

    /** The properties as the device is to see them at this moment (MQTT 5.0 §3.3.2.3.3). */
    MqttProperties propertiesNow() {
        return Expiry.withTimeLeft(properties(), getMessageExpiry(), Instant.now());
    }

    /** Expired messages do not leave the queue; for Moquette one that does not expire is simpler. */
    @Override
    public boolean isExpired() {
        return false;
    }

    boolean hasExpired() {
        return super.isExpired();
    }

    SessionQueue queue() {
        return queue;
    }

    /** Grows by one per message of a session. */
    long number() {
        return number;
    }

    /** Whether the device gets it because it was retained (MQTT 5.0 §3.3.1.3); Moquette forgets this in its queues. */
    boolean isRetained() {
        return retained;
    }

    SentMessage sent() {
        return sent;
    }

    /** Whether the device has answered it on another connection, or before it was sent again. */
    boolean isAnswered() {
        return queue.window().isAnswered(this);
    }

    void sent(SentMessage as) {
        sent = as;
    }
}
