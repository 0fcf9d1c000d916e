package dev.sluice.bridge.settings;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.sluice.mapping.settings.DataSize;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.lang.management.ManagementFactory;

/**
 * What devices may cost: {@code mqtt.limits}.
 *
 * @param connections open at a time
 * @param connectionsPerAddress of one IP address, 0 for no limit of its own
 * @param connectionsPerUser of one user, 0 for no limit of its own
 * @param connectRate connections accepted in a second, 0 for no limit
 * @param messagesPerSecond of one connection, 0 for no limit
 * @param bytesPerSecond of one connection's payloads, 0 for no limit
 * @param topicLevels levels of a topic or filter
 * @param subscriptions of one session
 * @param userProperties in one packet
 */
public record LimitSettings(
        int connections,
        int connectionsPerAddress,
        int connectionsPerUser,
        int connectRate,
        int messagesPerSecond,
        DataSize bytesPerSecond,
        int topicLevels,
        int subscriptions,
        int userProperties) {

    private static final int MOST_CONNECTIONS = 1_000_000;

    /** File descriptors that are not for devices: Kafka, the journal, jars, the management port. */
    private static final int OTHER_FILES = 1_000;

    private static final int FEW_FILES = 100;

    static LimitSettings read(Node node, Problems problems) {
        int files = filesForDevices();
        return new LimitSettings(
                node.intBetween("connections", 1, MOST_CONNECTIONS, files, problems),
                node.intBetween("connections-per-address", 0, MOST_CONNECTIONS, files / 2, problems),
                node.intBetween("connections-per-user", 0, MOST_CONNECTIONS, files / 2, problems),
                node.intBetween("connect-rate", 0, 1_000_000, 2_000, problems),
                node.intBetween("messages-per-second", 0, 10_000_000, 50_000, problems),
                node.sizeBetween(
                        "bytes-per-second",
                        DataSize.ofBytes(0),
                        DataSize.ofMegabytes(10_000),
                        DataSize.ofMegabytes(64),
                        problems),
                node.intBetween("topic-levels", 1, 65_535, 64, problems),
                node.intBetween("subscriptions", 1, 1_000_000, 1_000, problems),
                node.intBetween("user-properties", 0, 65_535, 100, problems));
    }

    /** As many as the operating system lets this process open, less what else it needs. */
    static int filesForDevices() {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Integer.MAX_VALUE;
        return (int) Math.min(MOST_CONNECTIONS, Math.max(FEW_FILES, files - OTHER_FILES));
    }
}
