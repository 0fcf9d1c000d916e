package dev.sluice.broker.guard;

import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import io.netty.handler.codec.mqtt.MqttUnsubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.HashMap;
import java.util.Map;

/**
 * Completes the UNSUBACKs of one connection: Moquette always gives one reason code, MQTT 5 wants one for each filter
 * (§3.11.3). Event loop only.
 */
final class UnsubAcks {

    /** How many filters the UNSUBSCRIBEs without an answer name, by packet id; made on first use. */
    private Map<Integer, Integer> filters = Map.of();

    void expect(MqttUnsubscribeMessage packet) {
        if (filters.isEmpty()) {
            filters = new HashMap<>(2);
        }
        filters.put(
                packet.variableHeader().messageId(), packet.payload().topics().size());
    }

    MqttUnsubAckMessage complete(MqttUnsubAckMessage answer) {
        var expected = filters.isEmpty()
                ? null
                : filters.remove(answer.variableHeader().messageId());
        var codes = new short[expected == null ? 1 : expected]; // 0: success
        return new MqttUnsubAckMessage(
                answer.fixedHeader(), answer.idAndPropertiesVariableHeader(), new MqttUnsubAckPayload(codes));
    }
}
