package dev.sluice.broker.moquette;

import dev.sluice.broker.access.Identity;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;

/** A PUBLISH on its way through Moquette that does not forget whose it is. */
final class OwnedPublish extends MqttPublishMessage {

    private final Identity publisher;

    OwnedPublish(
            MqttFixedHeader header, MqttPublishVariableHeader variableHeader, ByteBuf payload, Identity publisher) {
        super(header, variableHeader, payload);
        this.publisher = publisher;
    }

    Identity publisher() {
        return publisher;
    }
}
