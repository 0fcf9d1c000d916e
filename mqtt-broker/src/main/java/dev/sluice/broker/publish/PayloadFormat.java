package dev.sluice.broker.publish;

import io.netty.handler.codec.mqtt.MqttProperties;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The promise that a payload is text (MQTT 5.0 §3.3.2.3.2). */
public final class PayloadFormat {

    private PayloadFormat() {}

    /** Whether the payload is UTF-8 if the properties say so. */
    public static boolean isKept(MqttProperties properties, byte[] payload) {
        var indicator = properties.getProperty(MqttProperties.PAYLOAD_FORMAT_INDICATOR);
        if (indicator == null || !Integer.valueOf(1).equals(indicator.value())) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
            return true;
        } catch (CharacterCodingException somethingElse) {
            return false;
        }
    }
}
