package dev.sluice.bridge.process;

import dev.sluice.bridge.settings.LimitSettings;
import dev.sluice.broker.limit.BrokerLimits;

/** The limits of the configuration, as the broker takes them. */
final class DeviceLimits {

    private DeviceLimits() {}

    static BrokerLimits of(LimitSettings chosen) {
        return new BrokerLimits(
                chosen.connections(),
                chosen.connectionsPerAddress(),
                chosen.connectionsPerUser(),
                chosen.connectRate(),
                chosen.messagesPerSecond(),
                chosen.bytesPerSecond().bytes(),
                chosen.topicLevels(),
                chosen.subscriptions(),
                chosen.userProperties(),
                chosen.keepAlive(),
                chosen.clientIdBytes(),
                chosen.retainedMessages(),
                chosen.retainedBytes().bytes(),
                chosen.connectionAge());
    }
}
