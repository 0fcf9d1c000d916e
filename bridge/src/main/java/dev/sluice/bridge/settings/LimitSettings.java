package dev.sluice.bridge.settings;

import dev.sluice.broker.limit.BrokerLimits;
import dev.sluice.mapping.settings.DataSize;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;

/** What devices may cost: {@code mqtt.limits}. */
final class LimitSettings {

    private static final int MOST_CONNECTIONS = 1_000_000;

    private LimitSettings() {}

    static BrokerLimits read(Node node, Problems problems) {
        var usual = BrokerLimits.DEFAULT;
        return new BrokerLimits(
                node.intBetween("connections", 1, MOST_CONNECTIONS, usual.connections(), problems),
                node.intBetween(
                        "connections-per-address", 0, MOST_CONNECTIONS, usual.connectionsPerAddress(), problems),
                node.intBetween("connections-per-user", 0, MOST_CONNECTIONS, usual.connectionsPerUser(), problems),
                node.intBetween("connect-rate", 0, 1_000_000, usual.connectRate(), problems),
                node.intBetween("messages-per-second", 0, 10_000_000, usual.messagesPerSecond(), problems),
                node.sizeBetween(
                                "bytes-per-second",
                                DataSize.ofBytes(0),
                                DataSize.ofMegabytes(10_000),
                                DataSize.ofBytes(usual.bytesPerSecond()),
                                problems)
                        .bytes(),
                node.intBetween("topic-levels", 1, 65_535, usual.topicLevels(), problems),
                node.intBetween("subscriptions", 1, 1_000_000, usual.subscriptions(), problems),
                node.intBetween("user-properties", 0, 65_535, usual.properties(), problems));
    }
}
