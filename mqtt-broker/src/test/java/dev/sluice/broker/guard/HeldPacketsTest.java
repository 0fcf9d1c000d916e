package dev.sluice.broker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class HeldPacketsTest {

    private final HeldPackets held = new HeldPackets(1_024);

    @Test
    void packetsComeOutInTheirOrderAndOnce() {
        var first = publish(10);
        var second = publish(20);
        held.add(first);
        held.add(second);

        var taken = new ArrayList<MqttMessage>();
        held.forEach(taken::add);
        held.forEach(taken::add);

        assertThat(taken).containsExactly(first, second);
        taken.forEach(ReferenceCountUtil::release);
    }

    @Test
    void aThousandPacketsAreHeldAndNoMore() {
        for (int i = 0; i < HeldPackets.MOST; i++) {
            assertThat(held.add(MqttMessage.PINGREQ)).isTrue();
        }

        assertThat(held.add(MqttMessage.PINGREQ)).isFalse();
    }

    @Test
    void theirBytesAreBoundedAndWhatIsTooMuchIsLetGoOf() {
        assertThat(held.add(publish(HeldPackets.LEAST_BYTES - 10))).isTrue();
        var last = publish(11);

        assertThat(held.add(last)).isFalse();

        assertThat(last.refCnt()).isZero();
        held.forEach(ReferenceCountUtil::release);
    }

    @Test
    void onePacketAsLargeAsIsAllowedIsHeld() {
        var wide = new HeldPackets(2 * HeldPackets.LEAST_BYTES);

        assertThat(wide.add(publish(2 * HeldPackets.LEAST_BYTES))).isTrue();
        wide.forEach(ReferenceCountUtil::release);
    }

    @Test
    void whatCouldNotBeDecodedIsHeldAsWell() {
        assertThat(held.add(new MqttMessage(null))).isTrue();
    }

    private static MqttPublishMessage publish(int remainingLength) {
        return new MqttPublishMessage(
                new MqttFixedHeader(MqttMessageType.PUBLISH, false, MqttQoS.AT_MOST_ONCE, false, remainingLength),
                new MqttPublishVariableHeader("a", 0),
                Unpooled.buffer(1));
    }
}
