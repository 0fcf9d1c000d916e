package dev.sluice.broker.guard;

import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.ConnectedDevice;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;

/**
 * What one connected device may send and be sent: the packets of both directions, checked and completed. Event loop only.
 */
final class PacketRules {

    /** Bytes of SUBACK and UNSUBACK before their reason codes: fixed header, packet id, no properties. */
    private static final int LONGEST_HEAD = 5 + 2 + 1;

    private final ConnectedDevice device;
    private final Permit permit;
    private final long maximumPacketSize;
    private final TopicAliases aliases;
    private final PacketLimits limits;
    private String lastTopic;
    private final ItsSubscriptions subscriptions;
    private final SubAcks subAcks;
    private final UnsubAcks unsubAcks;
    /** Filters of SUBSCRIBE that have no SUBACK yet. */
    private int subscribing;

    /**
     * @param subscriptions the device's own
     * @param maximumPacketSize bytes that the device takes
     * @param aliases null where the device's protocol has none
     */
    PacketRules(
            ConnectedDevice device,
            Permit permit,
            ItsSubscriptions subscriptions,
            long maximumPacketSize,
            TopicAliases aliases,
            PacketLimits limits) {
        this.device = device;
        this.permit = permit;
        this.subAcks = new SubAcks(device.hearsReasons());
        this.maximumPacketSize = maximumPacketSize;
        this.aliases = aliases;
        this.limits = limits;
        this.subscriptions = subscriptions;
        this.unsubAcks = new UnsubAcks(subscriptions::has);
    }

    /** The device's PUBLISH with its full topic name. */
    MqttPublishMessage publish(MqttPublishMessage packet) throws Violation {
        var resolved = aliases == null ? packet : aliases.resolve(packet);
        var topic = resolved.variableHeader().topicName();
        if (topic.isEmpty()) {
            throw new Violation(CloseReason.TOPIC_NAME_INVALID, "PUBLISH without topic");
        }
        if (topic.charAt(0) == '$') {
            throw new Violation(CloseReason.TOPIC_NAME_INVALID, "topics that begin with $ are the server's");
        }
        limits.check(resolved.variableHeader().properties());
        if (topic != lastTopic && limits.isTooDeep(topic)) { // the decoder gives a repeated topic as the same object
            throw new Violation(
                    CloseReason.TOPIC_NAME_INVALID, "a topic with more levels than mqtt.limits.topic-levels");
        }
        lastTopic = topic;
        return resolved;
    }

    /** The packet as far as the device may subscribe; null where it may not at all, and {@link #denied} is the answer. */
    MqttSubscribeMessage subscribe(MqttSubscribeMessage packet) throws Violation {
        limits.check(packet.idAndPropertiesVariableHeader().properties());
        var filters = packet.payload().topicSubscriptions().stream()
                .map(MqttTopicSubscription::topicName)
                .toList();
        TopicFilters.check(filters);
        for (var filter : filters) {
            if (limits.isTooDeep(filter)) {
                throw new Violation(
                        CloseReason.TOPIC_FILTER_INVALID, "a filter with more levels than mqtt.limits.topic-levels");
            }
        }
        for (var subscription : packet.payload().topicSubscriptions()) {
            if (subscription.option().isNoLocal() && TopicFilters.isShared(subscription.topicName())) {
                throw new Violation(CloseReason.PROTOCOL_ERROR, "No Local on a shared subscription");
            }
        }
        int more = (int)
                filters.stream().filter(filter -> !subscriptions.has(filter)).count();
        if (more > 0) {
            limits.checkSubscriptions(subscriptions.count() + subscribing + more);
        }
        var allowed = subAcks.allowed(packet, permit::maySubscribe);
        if (allowed != null) {
            subscribing += allowed.payload().topicSubscriptions().size();
            unsubAcks.subscribing(allowed);
        }
        return allowed;
    }

    /** Null if it is not for the device. */
    MqttSubAckMessage denied(MqttSubscribeMessage packet) {
        return fitting(subAcks.denied(packet));
    }

    void unsubscribe(MqttUnsubscribeMessage packet) throws Violation {
        limits.check(packet.idAndPropertiesVariableHeader().properties());
        TopicFilters.check(packet.payload().topics());
        unsubAcks.expect(packet);
    }

    /** What becomes of Moquette's packet on its way to the device; null if it is not for the device. */
    Object toDevice(Object packet) {
        if (packet instanceof MqttUnsubAckMessage unsubAck) {
            var complete = unsubAcks.complete(unsubAck);
            return isTooLarge(complete.payload().unsubscribeReasonCodes().size()) ? null : complete;
        }
        if (packet instanceof MqttSubAckMessage subAck) {
            subscribing -= subAck.payload().reasonCodes().size();
            unsubAcks.subscribed(subAck);
            return fitting(subAcks.complete(subAck));
        }
        return packet instanceof MqttMessage message
                        && isNotForTheDevice(message.fixedHeader().messageType())
                ? null
                : packet;
    }

    MqttMessage disconnect(CloseReason reason, Farewell words) {
        return words.packet(reason, maximumPacketSize);
    }

    private MqttSubAckMessage fitting(MqttSubAckMessage answer) {
        return isTooLarge(answer.payload().reasonCodes().size()) ? null : answer;
    }

    /** Of an answer with so many reason codes: such a packet is not sent (MQTT 5.0 §3.1.2.11.4). */
    private boolean isTooLarge(int reasonCodes) {
        return LONGEST_HEAD + reasonCodes > maximumPacketSize;
    }

    /** Acknowledgements are the gate's alone. */
    private boolean isNotForTheDevice(MqttMessageType type) {
        return switch (type) {
            case PUBACK, PUBREC, PUBCOMP -> true;
            case DISCONNECT -> !device.hearsReasons(); // Moquette takes every device for one of MQTT 5
            default -> false;
        };
    }
}
