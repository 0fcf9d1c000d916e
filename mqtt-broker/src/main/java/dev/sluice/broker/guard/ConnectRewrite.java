package dev.sluice.broker.guard;

import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.PayloadFormat;
import dev.sluice.broker.will.Will;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnAckVariableHeader;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.util.UUID;

/**
 * One CONNECT, and what is made of it on its way to Moquette and back: no will (wills are ours), no clean start (the
 * session before is forgotten first), a client id in any case, a session expiry as the protocol means it, and a CONNACK
 * that promises what we keep.
 */
final class ConnectRewrite {

    static final long NEVER = 0xFFFF_FFFFL;
    private static final int MAXIMUM_RECEIVE_MAXIMUM = 65_535;
    private static final int MAXIMUM_KEEP_ALIVE = 65_535;
    /** What CONNACK needs at least, without a client id that we assign. */
    private static final int CONNACK_BYTES = 40;

    private final MqttConnectMessage connect;
    private String clientId;
    private final boolean assigned;
    private byte[] lastWord;

    ConnectRewrite(MqttConnectMessage connect) {
        this.connect = connect;
        var given = connect.payload().clientIdentifier();
        this.assigned = given == null || given.isEmpty();
        this.clientId = assigned ? "sluice-" + UUID.randomUUID() : given;
    }

    String clientId() {
        return clientId;
    }

    boolean isAssigned() {
        return assigned;
    }

    /** The device goes by this client id. */
    void identified(String proven) {
        clientId = proven;
    }

    /** Null for none. */
    byte[] password() {
        return connect.payload().passwordInBytes();
    }

    int protocolLevel() {
        return connect.variableHeader().version();
    }

    boolean isMqtt5() {
        return protocolLevel() >= 5;
    }

    /** MQTT 3.1.1 forbids a persistent session without a client id (§3.1.3-8). */
    boolean lacksClientId() {
        return assigned && !isMqtt5() && !connect.variableHeader().isCleanSession();
    }

    boolean cleanStart() {
        return connect.variableHeader().isCleanSession();
    }

    /**
     * What the connection is timed by: what the device asks for, as far as it may be had. MQTT 3.1.1 has no way to tell a device otherwise, and one that
     * does as it said must not be cut off for it; one that wants no keep alive at all is given the longest that there is (§3.1.2.10 allows that).
     */
    int keepAliveSeconds(GuardLimits limits) {
        int asked = connect.variableHeader().keepAliveTimeSeconds();
        int most = isMqtt5() ? limits.keepAliveSeconds() : MAXIMUM_KEEP_ALIVE;
        return asked == 0 ? most : Math.min(asked, most);
    }

    /** Whether CONNACK must name a keep alive of ours. */
    boolean hearsKeepAlive(GuardLimits limits) {
        return isMqtt5() && keepAliveSeconds(limits) != connect.variableHeader().keepAliveTimeSeconds();
    }

    String userName() {
        return connect.payload().userName();
    }

    /** The Authentication Method (MQTT 5.0 §3.1.2.11.9) that the device wants to prove itself by; null for none. */
    String authenticationMethod() {
        return AuthTalk.method(connect.variableHeader().properties());
    }

    byte[] authenticationData() {
        return AuthTalk.data(connect.variableHeader().properties());
    }

    /** What CONNACK says so that the device knows us, too. */
    void authenticated(byte[] data) {
        lastWord = data;
    }

    Will will() {
        return Will.in(connect);
    }

    /** How long the session outlives its connection, in seconds; {@link #NEVER} to end. */
    long sessionExpirySeconds() {
        if (!isMqtt5()) {
            return cleanStart() ? 0 : NEVER;
        }
        return connect.variableHeader().properties().getProperty(MqttProperties.SESSION_EXPIRY_INTERVAL)
                        instanceof IntegerProperty seconds
                ? Integer.toUnsignedLong(seconds.value())
                : 0;
    }

    /** What MQTT forbids in a CONNECT, as far as the decoder lets it through (MQTT 5.0 §3.1.2, 3.1.1 §3.1.2). */
    void check(PacketLimits limits) throws Violation {
        limits.check(connect.variableHeader().properties());
        limits.check(connect.payload().willProperties());
        var header = connect.variableHeader();
        var will = will();
        if (will == null ? header.willQos() != 0 || header.isWillRetain() : will.qos() > 2) {
            throw new Violation(CloseReason.MALFORMED_PACKET, "will flags without will, or a will of QoS 3");
        }
        if (will != null && !isTopicName(will.topic())) {
            throw new Violation(CloseReason.TOPIC_NAME_INVALID, "will without a plain topic");
        }
        if (will != null && !PayloadFormat.isKept(will.properties(), will.payload())) {
            throw new Violation(CloseReason.PAYLOAD_FORMAT_INVALID, "will that is not the text that it says it is");
        }
        if (will != null && limits.isTooDeep(will.topic())) {
            throw new Violation(
                    CloseReason.TOPIC_NAME_INVALID, "a will with more levels than mqtt.limits.topic-levels");
        }
        if (!isMqtt5() && header.hasPassword() && !header.hasUserName()) {
            throw new Violation(CloseReason.PROTOCOL_ERROR, "password without user name");
        }
        if (authenticationMethod() == null && authenticationData().length > 0) {
            throw new Violation(CloseReason.PROTOCOL_ERROR, "Authentication Data without a method");
        }
        if (receiveMaximum() == 0) {
            throw new Violation(CloseReason.PROTOCOL_ERROR, "Receive Maximum of 0");
        }
        if (maximumPacketSize() < CONNACK_BYTES + (assigned ? clientId.length() : 0)) {
            throw new Violation(CloseReason.PACKET_TOO_LARGE, "Maximum Packet Size that is too small for CONNACK");
        }
    }

    private static boolean isTopicName(String topic) {
        return topic != null
                && !topic.isEmpty()
                && topic.charAt(0) != '$'
                && topic.indexOf('+') < 0
                && topic.indexOf('#') < 0;
    }

    /** Bytes of the largest packet that the device takes. */
    long maximumPacketSize() {
        return connect.variableHeader().properties().getProperty(MqttProperties.MAXIMUM_PACKET_SIZE)
                        instanceof IntegerProperty bytes
                ? Integer.toUnsignedLong(bytes.value())
                : Long.MAX_VALUE;
    }

    /** QoS 1 and 2 messages that this device takes unanswered. */
    int receiveMaximum() {
        return connect.variableHeader().properties().getProperty(MqttProperties.RECEIVE_MAXIMUM)
                        instanceof IntegerProperty messages
                ? messages.value()
                : MAXIMUM_RECEIVE_MAXIMUM;
    }

    /**
     * Every device speaks MQTT 5 to Moquette, whatever it speaks to us, and without its password: to older ones Moquette resends on a timer, and
     * loses count of what they may have unanswered, until it sends them nothing more.
     *
     * @param limits bound what Moquette keeps unanswered for the device, too: it is outside of the bounded queue. A device that takes less is our
     *     affair: on its next connection Moquette would lose count
     */
    MqttConnectMessage toMoquette(GuardLimits limits) {
        var header = connect.variableHeader();
        var properties = new MqttProperties();
        properties.add(new IntegerProperty(
                MqttProperties.SESSION_EXPIRY_INTERVAL, (int) Math.min(sessionExpirySeconds(), Integer.MAX_VALUE)));
        properties.add(new IntegerProperty(MqttProperties.RECEIVE_MAXIMUM, limits.receiveMaximum()));
        var payload = connect.payload();
        return new MqttConnectMessage(
                connect.fixedHeader(),
                new MqttConnectVariableHeader(
                        MqttVersion.MQTT_5.protocolName(),
                        MqttVersion.MQTT_5.protocolLevel(),
                        header.hasUserName(),
                        false,
                        false,
                        0,
                        false,
                        false,
                        keepAliveSeconds(limits),
                        properties),
                new MqttConnectPayload(clientId, MqttProperties.NO_PROPERTIES, null, null, payload.userName(), null));
    }

    /** Moquette's CONNACK, with our limits in place of its own. */
    MqttConnAckMessage toDevice(MqttConnAckMessage connAck, GuardLimits limits) {
        var header = connAck.variableHeader();
        if (!isMqtt5()) {
            return new MqttConnAckMessage(
                    connAck.fixedHeader(),
                    new MqttConnAckVariableHeader(
                            header.connectReturnCode() == MqttConnectReturnCode.CONNECTION_ACCEPTED
                                    ? MqttConnectReturnCode.CONNECTION_ACCEPTED
                                    : MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
                            header.isSessionPresent()));
        }
        var properties = new MqttProperties();
        for (var property : header.properties().listAll()) {
            switch (property.propertyId()) {
                case MqttProperties.SESSION_EXPIRY_INTERVAL,
                        MqttProperties.RECEIVE_MAXIMUM,
                        MqttProperties.ASSIGNED_CLIENT_IDENTIFIER -> {
                    // absent means: the expiry is what the device asked for
                }
                default -> properties.add(property);
            }
        }
        properties.add(new IntegerProperty(MqttProperties.RECEIVE_MAXIMUM, limits.receiveMaximum()));
        properties.add(new IntegerProperty(MqttProperties.MAXIMUM_PACKET_SIZE, limits.maximumPacketBytes()));
        properties.add(new IntegerProperty(MqttProperties.TOPIC_ALIAS_MAXIMUM, limits.topicAliasMaximum()));
        if (hearsKeepAlive(limits)) {
            properties.add(new IntegerProperty(MqttProperties.SERVER_KEEP_ALIVE, keepAliveSeconds(limits)));
        }
        if (lastWord != null) {
            AuthTalk.tell(properties, authenticationMethod(), lastWord);
        }
        if (assigned) {
            properties.add(new StringProperty(MqttProperties.ASSIGNED_CLIENT_IDENTIFIER, clientId));
        }
        return new MqttConnAckMessage(
                connAck.fixedHeader(),
                new MqttConnAckVariableHeader(header.connectReturnCode(), header.isSessionPresent(), properties));
    }
}
