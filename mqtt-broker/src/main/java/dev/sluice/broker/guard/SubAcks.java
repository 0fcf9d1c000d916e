package dev.sluice.broker.guard;

import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscribePayload;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Denied subscriptions: Moquette never sees their filters (it would subscribe to a denied {@code $share} all the same), and the device finds each
 * answered at its place. Event loop only.
 */
final class SubAcks {

    private static final int NOT_AUTHORIZED = 0x87;
    private static final int FAILURE = 0x80;

    /** The filters of one SUBSCRIBE. */
    private record Filters(int count, BitSet denied) {}

    private final int denial;
    /** Those that Moquette has yet to answer, by packet id; made on first use. */
    private Map<Integer, Filters> unanswered = Map.of();

    SubAcks(boolean hearsReasons) {
        denial = hearsReasons ? NOT_AUTHORIZED : FAILURE;
    }

    /** The packet with the allowed filters only; null if none is left, and {@link #denied} is the answer. */
    MqttSubscribeMessage allowed(MqttSubscribeMessage packet, Predicate<String> maySubscribe) {
        var asked = packet.payload().topicSubscriptions();
        List<MqttTopicSubscription> allowed = new ArrayList<>(asked.size());
        var denied = new BitSet();
        for (int i = 0; i < asked.size(); i++) {
            if (maySubscribe.test(asked.get(i).topicName())) {
                allowed.add(asked.get(i));
            } else {
                denied.set(i);
            }
        }
        if (denied.isEmpty()) {
            return packet;
        }
        if (allowed.isEmpty()) {
            return null;
        }
        if (unanswered.isEmpty()) {
            unanswered = new HashMap<>(2);
        }
        unanswered.put(packet.variableHeader().messageId(), new Filters(asked.size(), denied));
        return new MqttSubscribeMessage(
                packet.fixedHeader(), packet.idAndPropertiesVariableHeader(), new MqttSubscribePayload(allowed));
    }

    /** All filters are denied. */
    MqttSubAckMessage denied(MqttSubscribeMessage packet) {
        var codes = new int[packet.payload().topicSubscriptions().size()];
        Arrays.fill(codes, denial);
        return new MqttSubAckMessage(
                new MqttFixedHeader(MqttMessageType.SUBACK, false, MqttQoS.AT_MOST_ONCE, false, 0),
                MqttMessageIdVariableHeader.from(packet.variableHeader().messageId()),
                new MqttSubAckPayload(codes));
    }

    /** Moquette's answer with those that it knows nothing of. */
    MqttSubAckMessage complete(MqttSubAckMessage answer) {
        var asked = unanswered.isEmpty()
                ? null
                : unanswered.remove(answer.variableHeader().messageId());
        if (asked == null) {
            return answer;
        }
        Iterator<Integer> granted = answer.payload().reasonCodes().iterator();
        var codes = new int[asked.count()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = asked.denied().get(i) || !granted.hasNext() ? denial : granted.next();
        }
        return new MqttSubAckMessage(
                answer.fixedHeader(), answer.idAndPropertiesVariableHeader(), new MqttSubAckPayload(codes));
    }
}
