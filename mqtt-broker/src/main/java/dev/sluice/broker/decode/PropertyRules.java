package dev.sluice.broker.decode;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.util.Set;

/** Which properties a device may send where, and with which values (MQTT 5.0 §2.2.2.2); their texts are the library's to check. */
enum PropertyRules {
    CONNECT(
            MqttProperties.SESSION_EXPIRY_INTERVAL,
            MqttProperties.RECEIVE_MAXIMUM,
            MqttProperties.MAXIMUM_PACKET_SIZE,
            MqttProperties.TOPIC_ALIAS_MAXIMUM,
            MqttProperties.REQUEST_RESPONSE_INFORMATION,
            MqttProperties.REQUEST_PROBLEM_INFORMATION,
            MqttProperties.AUTHENTICATION_METHOD,
            MqttProperties.AUTHENTICATION_DATA),
    WILL(
            MqttProperties.WILL_DELAY_INTERVAL,
            MqttProperties.PAYLOAD_FORMAT_INDICATOR,
            MqttProperties.PUBLICATION_EXPIRY_INTERVAL,
            MqttProperties.CONTENT_TYPE,
            MqttProperties.RESPONSE_TOPIC,
            MqttProperties.CORRELATION_DATA),
    PUBLISH(
            MqttProperties.PAYLOAD_FORMAT_INDICATOR,
            MqttProperties.PUBLICATION_EXPIRY_INTERVAL,
            MqttProperties.TOPIC_ALIAS,
            MqttProperties.RESPONSE_TOPIC,
            MqttProperties.CORRELATION_DATA,
            MqttProperties.CONTENT_TYPE),
    ACKNOWLEDGEMENT(MqttProperties.REASON_STRING),
    SUBSCRIBE(MqttProperties.SUBSCRIPTION_IDENTIFIER),
    UNSUBSCRIBE,
    DISCONNECT(MqttProperties.SESSION_EXPIRY_INTERVAL, MqttProperties.REASON_STRING),
    AUTH(MqttProperties.AUTHENTICATION_METHOD, MqttProperties.AUTHENTICATION_DATA, MqttProperties.REASON_STRING);

    private final Set<Integer> allowed;

    PropertyRules(Integer... allowed) {
        this.allowed = Set.of(allowed);
    }

    /**
     * Checks the properties that begin here, and leaves the cursor behind them.
     *
     * @param bytes those of the cursor; some properties may change places
     */
    void check(PacketCursor packet, ByteBuf bytes) {
        int lengthAt = packet.at();
        int length = packet.variable();
        int lengthBytes = packet.at() - lengthAt;
        int start = packet.at();
        packet.skip(length);
        var properties = new PacketCursor(bytes, start, length);
        long seen = 0;
        int lastLongOne = start;
        while (!properties.isAtEnd()) {
            int begins = properties.at();
            seen = remember(seen, checkNext(properties, bytes));
            if (properties.at() - begins > lengthBytes) {
                lastLongOne = properties.at();
            }
        }
        boolean hasMethod = (seen & bit(MqttProperties.AUTHENTICATION_METHOD)) != 0;
        if (this == AUTH && !hasMethod || (seen & bit(MqttProperties.AUTHENTICATION_DATA)) != 0 && !hasMethod) {
            throw ForbiddenPacketException.error("authentication without a method");
        }
        if (lengthBytes > 1) {
            toFront(bytes, start, lastLongOne, start + length);
        }
    }

    /**
     * The library stops reading properties too early by as many bytes as their length field has beyond the first, and takes the rest for what
     * comes next: short properties at the end go to the front, where their order means nothing.
     */
    private static void toFront(ByteBuf bytes, int start, int tail, int end) {
        var last = new byte[end - tail];
        bytes.getBytes(tail, last);
        var others = new byte[tail - start];
        bytes.getBytes(start, others);
        bytes.setBytes(start, last).setBytes(start + last.length, others);
    }

    private static long bit(int id) {
        return 1L << id;
    }

    /** All but user properties come once. */
    private static long remember(long seen, int id) {
        if (id != MqttProperties.USER_PROPERTY && (seen & bit(id)) != 0) {
            throw ForbiddenPacketException.error("property " + id + " comes twice");
        }
        return seen | bit(id);
    }

    private int checkNext(PacketCursor properties, ByteBuf bytes) {
        int id = properties.variable();
        if (this == PUBLISH && id == MqttProperties.SUBSCRIPTION_IDENTIFIER) {
            throw ForbiddenPacketException.error("subscription identifier in a device's PUBLISH");
        }
        if (id != MqttProperties.USER_PROPERTY && !allowed.contains(id)) {
            throw ForbiddenPacketException.malformed("property " + id + " does not belong here");
        }
        switch (id) {
            case MqttProperties.PAYLOAD_FORMAT_INDICATOR,
                    MqttProperties.REQUEST_RESPONSE_INFORMATION,
                    MqttProperties.REQUEST_PROBLEM_INFORMATION -> require(properties.one() <= 1, id);
            case MqttProperties.RECEIVE_MAXIMUM -> require(properties.two() > 0, id);
            case MqttProperties.TOPIC_ALIAS, MqttProperties.TOPIC_ALIAS_MAXIMUM -> properties.two();
            case MqttProperties.MAXIMUM_PACKET_SIZE -> require(properties.four() > 0, id);
            case MqttProperties.SESSION_EXPIRY_INTERVAL,
                    MqttProperties.PUBLICATION_EXPIRY_INTERVAL,
                    MqttProperties.WILL_DELAY_INTERVAL -> properties.four();
            case MqttProperties.SUBSCRIPTION_IDENTIFIER -> require(properties.variable() > 0, id);
            case MqttProperties.RESPONSE_TOPIC -> require(isTopicName(bytes, properties), id);
            case MqttProperties.USER_PROPERTY -> {
                properties.sized();
                properties.sized();
            }
            default -> properties.sized();
        }
        return id;
    }

    private static void require(boolean isAllowed, int id) {
        if (!isAllowed) {
            throw ForbiddenPacketException.error("property " + id + " has a value that it must not have");
        }
    }

    private static boolean isTopicName(ByteBuf bytes, PacketCursor properties) {
        int length = properties.sized();
        int start = properties.at() - length;
        return length > 0
                && bytes.indexOf(start, properties.at(), (byte) '+') < 0
                && bytes.indexOf(start, properties.at(), (byte) '#') < 0;
    }
}
