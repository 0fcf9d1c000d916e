package dev.sluice.broker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A SUBSCRIBE that is allowed in part. */
class SubAcksTest {

    private final SubAcks young = new SubAcks(true);
    private final SubAcks old = new SubAcks(false);

    @Test
    void whatIsAllowedGoesThroughAsItIs() {
        var packet = subscribe(1, "a", "b");

        assertThat(young.allowed(packet, filter -> true)).isSameAs(packet);
        assertThat(codes(young.complete(answer(1, 0, 1)))).containsExactly(0, 1);
    }

    @Test
    void moquetteSeesTheAllowedFiltersAndTheDeviceFindsEachAtItsPlace() {
        var packet = young.allowed(subscribe(1, "a", "no", "b", "no"), filter -> !filter.equals("no"));

        assertThat(packet.payload().topicSubscriptions())
                .extracting(MqttTopicSubscription::topicName)
                .containsExactly("a", "b");
        assertThat(packet.variableHeader().messageId()).isEqualTo(1);
        assertThat(codes(young.complete(answer(1, 1, 2)))).containsExactly(1, 0x87, 2, 0x87);
        assertThat(codes(young.complete(answer(1, 0)))).as("once").containsExactly(0);
    }

    @Test
    void mqtt3HasOneCodeForEveryFailure() {
        old.allowed(subscribe(1, "no", "a"), filter -> !filter.equals("no"));

        assertThat(codes(old.complete(answer(1, 1)))).containsExactly(0x80, 1);
        assertThat(codes(old.denied(subscribe(2, "no", "no")))).containsExactly(0x80, 0x80);
    }

    @Test
    void moquetteHearsNothingWhereAllIsDenied() {
        var packet = subscribe(7, "no", "no");

        assertThat(young.allowed(packet, filter -> false)).isNull();
        assertThat(codes(young.denied(packet))).containsExactly(0x87, 0x87);
        assertThat(young.denied(packet).variableHeader().messageId()).isEqualTo(7);
    }

    @Test
    void anAnswerThatIsTooShortGrantsNothing() {
        young.allowed(subscribe(1, "no", "a", "b"), filter -> !filter.equals("no"));

        assertThat(codes(young.complete(answer(1, 1)))).containsExactly(0x87, 1, 0x87);
    }

    private static MqttSubscribeMessage subscribe(int packetId, String... filters) {
        var packet = MqttMessageBuilders.subscribe().messageId(packetId);
        for (var filter : filters) {
            packet.addSubscription(MqttQoS.EXACTLY_ONCE, filter);
        }
        return packet.build();
    }

    private static MqttSubAckMessage answer(int packetId, int... codes) {
        var packet = MqttMessageBuilders.subAck().packetId(packetId);
        for (int code : codes) {
            packet.addGrantedQos(MqttQoS.valueOf(code));
        }
        return packet.build();
    }

    private static List<Integer> codes(MqttSubAckMessage answer) {
        return answer.payload().reasonCodes();
    }
}
