package dev.sluice.broker.guard;

import dev.sluice.broker.limit.BrokerLimits;
import dev.sluice.broker.limit.Limit;
import dev.sluice.broker.limit.LimitCounts;
import dev.sluice.broker.publish.CloseReason;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperties;

/** What one packet may ask for. Any thread. */
record PacketLimits(BrokerLimits limits, LimitCounts counts) {

    /** @param properties null for a packet without any */
    void check(MqttProperties properties) throws Violation {
        if (properties != null
                && properties.getProperty(MqttProperties.USER_PROPERTY) instanceof UserProperties given
                && given.value().size() > limits.properties()) {
            counts.reached(Limit.PROPERTIES);
            throw new Violation(
                    CloseReason.QUOTA_EXCEEDED,
                    given.value().size() + " user properties (mqtt.limits.user-properties: " + limits.properties()
                            + ")");
        }
    }

    /** @param count subscriptions that the session would have */
    void checkSubscriptions(int count) throws Violation {
        if (count > limits.subscriptions()) {
            counts.reached(Limit.SUBSCRIPTIONS);
            throw new Violation(
                    CloseReason.QUOTA_EXCEEDED,
                    "more subscriptions than one session may have (mqtt.limits.subscriptions: " + limits.subscriptions()
                            + ")");
        }
    }

    /** Of a client id that a device has chosen. */
    boolean isTooLong(String clientId) {
        if (ByteBufUtil.utf8Bytes(clientId) <= limits.clientIdBytes()) {
            return false;
        }
        counts.reached(Limit.CLIENT_ID);
        return true;
    }

    /** Whether a topic or filter has more levels than it may. */
    boolean isTooDeep(String topic) {
        int levels = 1;
        for (int i = topic.indexOf('/'); i >= 0 && levels <= limits.topicLevels(); i = topic.indexOf('/', i + 1)) {
            levels++;
        }
        if (levels > limits.topicLevels()) {
            counts.reached(Limit.TOPIC_LEVELS);
            return true;
        }
        return false;
    }
}
