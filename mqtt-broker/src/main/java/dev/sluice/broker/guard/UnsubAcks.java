package dev.sluice.broker.guard;

import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Completes the UNSUBACKs of one connection: Moquette always gives one reason code, MQTT 5 wants one for each filter, and to know whether there was
 * such a subscription (§3.11.3). Event loop only.
 */
final class UnsubAcks {

    private static final short DELETED = MqttReasonCodes.UnsubAck.SUCCESS.byteValue();
    private static final short NOT_THERE = MqttReasonCodes.UnsubAck.NO_SUBSCRIPTION_EXISTED.byteValue();

    private final Predicate<String> isSubscribed;
    /** The answers to the UNSUBSCRIBEs on their way, by packet id. */
    private final Map<Integer, short[]> answers = new HashMap<>(0);
    /** Filters of the SUBSCRIBEs on their way, by packet id: in a moment they are there. */
    private final Map<Integer, List<String>> coming = new HashMap<>(0);

    UnsubAcks(Predicate<String> isSubscribed) {
        this.isSubscribed = isSubscribed;
    }

    void subscribing(MqttSubscribeMessage packet) {
        coming.put(
                packet.variableHeader().messageId(),
                packet.payload().topicSubscriptions().stream()
                        .map(MqttTopicSubscription::topicName)
                        .toList());
    }

    void subscribed(MqttSubAckMessage answer) {
        coming.remove(answer.variableHeader().messageId());
    }

    void expect(MqttUnsubscribeMessage packet) {
        var filters = packet.payload().topics();
        var codes = new short[filters.size()];
        Set<String> gone = new HashSet<>();
        for (int i = 0; i < codes.length; i++) {
            codes[i] = gone.add(filters.get(i)) && isThere(filters.get(i)) ? DELETED : NOT_THERE;
        }
        answers.put(packet.variableHeader().messageId(), codes);
    }

    private boolean isThere(String filter) {
        return isSubscribed.test(filter) || coming.values().stream().anyMatch(filters -> filters.contains(filter));
    }

    MqttUnsubAckMessage complete(MqttUnsubAckMessage answer) {
        var codes = answers.remove(answer.variableHeader().messageId());
        return new MqttUnsubAckMessage(
                answer.fixedHeader(),
                answer.idAndPropertiesVariableHeader(),
                new MqttUnsubAckPayload(codes == null ? new short[] {DELETED} : codes));
    }
}
