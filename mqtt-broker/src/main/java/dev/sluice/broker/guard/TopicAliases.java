package dev.sluice.broker.guard;

import dev.sluice.broker.publish.CloseReason;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import java.util.HashMap;
import java.util.Map;

/** The topic aliases of one connection, device to server (MQTT 5.0 §3.3.2.3.4): resolved here and nowhere further on. */
final class TopicAliases {

    private final int maximum;
    private final Map<Integer, String> topics = new HashMap<>(4);

    TopicAliases(int maximum) {
        this.maximum = maximum;
    }

    /** The packet with its topic and without its alias. */
    MqttPublishMessage resolve(MqttPublishMessage packet) throws Violation {
        var header = packet.variableHeader();
        if (!(header.properties().getProperty(MqttProperties.TOPIC_ALIAS)
                instanceof MqttProperties.IntegerProperty alias)) {
            if (header.topicName().isEmpty()) {
                throw new Violation(CloseReason.PROTOCOL_ERROR, "PUBLISH without topic and without topic alias");
            }
            return packet;
        }
        var topic = topicOf(alias.value(), header.topicName());
        var properties = new MqttProperties();
        for (var property : header.properties().listAll()) {
            if (property.propertyId() != MqttProperties.TOPIC_ALIAS) {
                properties.add(property);
            }
        }
        return new MqttPublishMessage(
                packet.fixedHeader(),
                new MqttPublishVariableHeader(topic, header.packetId(), properties),
                packet.payload());
    }

    private String topicOf(int alias, String named) throws Violation {
        if (alias < 1 || alias > maximum) {
            throw new Violation(CloseReason.TOPIC_ALIAS_INVALID, "topic alias " + alias + " is not in 1.." + maximum);
        }
        if (!named.isEmpty()) {
            topics.put(alias, named);
            return named;
        }
        var known = topics.get(alias);
        if (known == null) {
            throw new Violation(CloseReason.PROTOCOL_ERROR, "topic alias " + alias + " has no topic yet");
        }
        return known;
    }
}
