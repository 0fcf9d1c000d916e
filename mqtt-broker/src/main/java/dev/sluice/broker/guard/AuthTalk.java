package dev.sluice.broker.guard;

import dev.sluice.broker.access.Dialogue;
import dev.sluice.broker.publish.CloseReason;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttReasonCodes;

/** A dialogue in AUTH packets (MQTT 5.0 §3.15, §4.12), while a device connects or later. Event loop only. */
final class AuthTalk {

    private final String method;
    private final Dialogue dialogue;

    AuthTalk(String method, Dialogue dialogue) {
        this.method = method;
        this.dialogue = dialogue;
    }

    /** To what the device said first: in CONNECT, or in AUTH with the reason Re-authenticate. */
    Dialogue.Step begin(byte[] data) {
        return dialogue.answer(data);
    }

    /** To its next AUTH. */
    Dialogue.Step goOn(MqttMessage packet) throws Violation {
        if (reason(packet) != MqttReasonCodes.Auth.CONTINUE_AUTHENTICATION.byteValue()) {
            throw new Violation(CloseReason.PROTOCOL_ERROR, "AUTH that does not go on with what has begun");
        }
        return dialogue.answer(data(packet, method));
    }

    MqttMessage challenge(byte[] data) {
        return auth(MqttReasonCodes.Auth.CONTINUE_AUTHENTICATION, data);
    }

    MqttMessage success(byte[] data) {
        return auth(MqttReasonCodes.Auth.SUCCESS, data);
    }

    private MqttMessage auth(MqttReasonCodes.Auth reason, byte[] data) {
        var properties = new MqttProperties();
        tell(properties, method, data);
        return MqttMessageBuilders.auth()
                .reasonCode(reason.byteValue())
                .properties(properties)
                .build();
    }

    static void tell(MqttProperties properties, String method, byte[] data) {
        properties.add(new StringProperty(MqttProperties.AUTHENTICATION_METHOD, method));
        if (data.length > 0) {
            properties.add(new BinaryProperty(MqttProperties.AUTHENTICATION_DATA, data));
        }
    }

    static boolean isReauthentication(MqttMessage packet) {
        return reason(packet) == MqttReasonCodes.Auth.REAUTHENTICATE.byteValue();
    }

    private static byte reason(MqttMessage packet) {
        return packet.fixedHeader().messageType() == MqttMessageType.AUTH
                        && packet.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header
                ? header.reasonCode()
                : -1;
    }

    /** What the device says in an AUTH of this method; of another one it may not speak. */
    static byte[] data(MqttMessage packet, String method) throws Violation {
        var properties = ((MqttReasonCodeAndPropertiesVariableHeader) packet.variableHeader()).properties();
        if (!method.equals(method(properties))) {
            throw new Violation(CloseReason.PROTOCOL_ERROR, "AUTH with another method than that of CONNECT");
        }
        return data(properties);
    }

    /** Null for none. */
    static String method(MqttProperties properties) {
        return properties.getProperty(MqttProperties.AUTHENTICATION_METHOD) instanceof StringProperty method
                ? method.value()
                : null;
    }

    static byte[] data(MqttProperties properties) {
        return properties.getProperty(MqttProperties.AUTHENTICATION_DATA) instanceof BinaryProperty data
                ? data.value()
                : new byte[0];
    }
}
