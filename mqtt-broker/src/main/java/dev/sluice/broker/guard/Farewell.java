package dev.sluice.broker.guard;

import dev.sluice.broker.publish.CloseReason;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import java.util.Optional;

/**
 * What DISCONNECT says beside its reason code (MQTT 5.0 §3.14.2.2).
 *
 * @param why for people; null for nothing
 * @param serverReference where the device should go
 */
record Farewell(String why, Optional<String> serverReference) {

    static final Farewell BRIEF = new Farewell(null, Optional.empty());

    /** Type, remaining length, reason code and length of the properties, as long as they can be here. */
    private static final int HEAD = 1 + 4 + 1 + 4;

    private static final int BEFORE_A_TEXT = 1 + 2;

    /** The packet; what makes it larger than the device takes is left out, people's words first (MQTT 5.0 §3.14.2.2.3). */
    MqttMessage packet(CloseReason reason, long maximumPacketSize) {
        var properties = new MqttProperties();
        long room = maximumPacketSize - HEAD;
        if (serverReference.isPresent() && fits(serverReference.get(), room)) {
            properties.add(new StringProperty(MqttProperties.SERVER_REFERENCE, serverReference.get()));
            room -= size(serverReference.get());
        }
        if (why != null && fits(why, room)) {
            properties.add(new StringProperty(MqttProperties.REASON_STRING, why));
        }
        return MqttMessageBuilders.disconnect()
                .reasonCode((byte) reason.code())
                .properties(properties)
                .build();
    }

    private static boolean fits(String text, long room) {
        return size(text) <= room;
    }

    private static int size(String text) {
        return BEFORE_A_TEXT + ByteBufUtil.utf8Bytes(text);
    }
}
