package dev.sluice.broker.moquette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.moquette.StoredMessage.State;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperty;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StoredMessageTest {

    @Test
    void everythingOfAMessageComesBack() {
        var properties = new MqttProperties();
        properties.add(new UserProperty("unit", "°C"));
        properties.add(new UserProperty("unit", "second"));
        properties.add(new StringProperty(MqttProperties.CONTENT_TYPE, "text/plain"));
        properties.add(new BinaryProperty(MqttProperties.CORRELATION_DATA, new byte[] {0, -1}));
        properties.add(new IntegerProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER, 268_435_455));
        properties.add(new IntegerProperty(MqttProperties.PUBLICATION_EXPIRY_INTERVAL, 60));
        var payload = Unpooled.copiedBuffer("täglich", StandardCharsets.UTF_8);
        var expiry = Instant.ofEpochMilli(1_700_000_000_123L);

        var packet = PublishBytes.of("a/ü/b", MqttQoS.EXACTLY_ONCE, true, 1, properties, payload);
        var read = StoredMessage.read(StoredMessage.bytes(State.SENT, 65_535, expiry, packet));

        assertThat(read.state()).isEqualTo(State.SENT);
        assertThat(read.packetId()).isEqualTo(65_535);
        assertThat(read.expiry()).isEqualTo(expiry);
        assertThat(read.packet().fixedHeader().qosLevel()).isEqualTo(MqttQoS.EXACTLY_ONCE);
        assertThat(read.packet().fixedHeader().isRetain()).isTrue();
        assertThat(read.packet().variableHeader().topicName()).isEqualTo("a/ü/b");
        assertThat(read.packet().payload().toString(StandardCharsets.UTF_8)).isEqualTo("täglich");
        var back = read.packet().variableHeader().properties();
        assertThat(back.getProperties(MqttProperties.USER_PROPERTY)).hasSize(2);
        assertThat(back.getProperty(MqttProperties.CONTENT_TYPE).value()).isEqualTo("text/plain");
        assertThat(back.getProperty(MqttProperties.CORRELATION_DATA).value()).isEqualTo(new byte[] {0, -1});
        assertThat(back.getProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER).value())
                .isEqualTo(268_435_455);
        assertThat(payload.refCnt()).as("left to its owner").isEqualTo(1);
        assertThat(payload.readableBytes()).isEqualTo(8);
    }

    @Test
    void whatTheDeviceHasIsNotKeptTwice() {
        var bytes = StoredMessage.bytes(State.RECEIVED, 7, Instant.MAX, new byte[0]);

        assertThat(bytes).hasSize(11);
        assertThat(StoredMessage.read(bytes)).isEqualTo(new StoredMessage(State.RECEIVED, 7, Instant.MAX, null));
    }
}
