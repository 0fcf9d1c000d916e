package dev.sluice.mapping.engine;

import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.rule.MqttHeaders;
import java.util.ArrayList;
import java.util.List;

/** The headers that Sluice adds to every record. Text is UTF-8; correlation data is bytes as they came. One per thread. */
final class RecordHeaders {

    private static final OutgoingHeader DUPLICATE = text("mqtt.dup", "true");
    private static final OutgoingHeader[] QOS = {text("mqtt.qos", "0"), text("mqtt.qos", "1"), text("mqtt.qos", "2")};
    private static final OutgoingHeader RETAINED = text("mqtt.retained", "true");
    private static final OutgoingHeader NOT_RETAINED = text("mqtt.retained", "false");

    private final MqttHeaders wanted;

    /** The device that published last, since its messages come in handfuls. */
    private String lastClient;

    private OutgoingHeader lastClientHeader;

    RecordHeaders(MqttHeaders wanted) {
        this.wanted = wanted;
    }

    /** The header {@code mqtt.client}, whose value is the client id in UTF-8. */
    OutgoingHeader client(DeviceMessage message) {
        var clientId = message.clientId();
        if (!clientId.equals(lastClient)) {
            lastClient = clientId;
            lastClientHeader = text("mqtt.client", clientId);
        }
        return lastClientHeader;
    }

    List<OutgoingHeader> of(DeviceMessage message, TopicRoute route, OutgoingHeader client, String eventId) {
        var headers = new ArrayList<OutgoingHeader>(4 + route.headers.length);
        headers.add(text("mqtt.event-id", eventId));
        if (message.duplicate()) {
            headers.add(DUPLICATE);
        }
        if (wanted != MqttHeaders.NONE) {
            headers.add(route.topicHeader);
            headers.add(client);
        }
        if (wanted == MqttHeaders.FULL) {
            headers.add(QOS[message.qos()]);
            headers.add(message.retained() ? RETAINED : NOT_RETAINED);
            addProperties(message, headers);
        }
        return headers;
    }

    private static void addProperties(DeviceMessage message, List<OutgoingHeader> headers) {
        var properties = message.properties();
        if (properties.contentType() != null) {
            headers.add(text("mqtt.content-type", properties.contentType()));
        }
        if (properties.responseTopic() != null) {
            headers.add(text("mqtt.response-topic", properties.responseTopic()));
        }
        if (properties.correlationData() != null) {
            headers.add(new OutgoingHeader("mqtt.correlation-data", properties.correlationData()));
        }
        for (var property : properties.userProperties()) {
            headers.add(text("mqtt.user." + property.name(), property.value()));
        }
    }

    static OutgoingHeader text(String name, String value) {
        return new OutgoingHeader(name, TopicRoute.utf8(value));
    }
}
