package dev.sluice.bridge.mqtt;

import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.message.UserProperty;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.util.ArrayList;
import java.util.List;

/** MQTT 5 properties from the codec's form into ours. */
final class Properties {

    private Properties() {}

    static MessageProperties of(MqttProperties given) {
        if (given.isEmpty()) {
            return MessageProperties.NONE;
        }
        List<UserProperty> userProperties = new ArrayList<>();
        for (var property : given.getProperties(MqttProperties.USER_PROPERTY)) {
            var pair = (MqttProperties.StringPair) property.value();
            userProperties.add(new UserProperty(pair.key, pair.value));
        }
        var expiry = (Integer) value(given, MqttProperties.PUBLICATION_EXPIRY_INTERVAL);
        return new MessageProperties(
                (String) value(given, MqttProperties.CONTENT_TYPE),
                (String) value(given, MqttProperties.RESPONSE_TOPIC),
                (byte[]) value(given, MqttProperties.CORRELATION_DATA),
                expiry == null ? null : Integer.toUnsignedLong(expiry),
                (Integer) value(given, MqttProperties.PAYLOAD_FORMAT_INDICATOR),
                userProperties);
    }

    private static Object value(MqttProperties given, int id) {
        var property = given.getProperty(id);
        return property == null ? null : property.value();
    }
}
