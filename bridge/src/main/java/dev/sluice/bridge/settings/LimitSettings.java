package dev.sluice.bridge.settings;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.sluice.mapping.settings.DataSize;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.lang.management.ManagementFactory;
import java.time.Duration;

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
 * @param keepAlive the longest that an MQTT 5 device may have, in whole seconds
 * @param clientIdBytes of a client id in UTF-8
 * @param retainedMessages of all topics
 * @param retainedBytes the same, as packets
 * @param connectionAge the longest that a connection may last, zero for no limit
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
        int userProperties,
        Duration keepAlive,
        int clientIdBytes,
        int retainedMessages,
        DataSize retainedBytes,
        Duration connectionAge) {

    private static final int MOST_CONNECTIONS = 1_000_000;

    /** File descriptors that are not for devices: Kafka, the journal, jars, the management port. */
    private static final int OTHER_FILES = 1_000;

    private static final int FEW_FILES = 100;

    private static final Duration LONGEST_KEEP_ALIVE = Duration.ofSeconds(65_535);
    private static final Duration LONGEST_AGE = Duration.ofDays(365);

    /** What every server must take (MQTT 5.0 §3.1.3.1). */
    private static final int SHORTEST_CLIENT_ID_LIMIT = 23;

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
                node.intBetween("user-properties", 0, 65_535, 100, problems),
                wholeSeconds(node.durationBetween(
                        "keep-alive", Duration.ofSeconds(1), LONGEST_KEEP_ALIVE, Duration.ofHours(1), problems)),
                node.intBetween("client-id-bytes", SHORTEST_CLIENT_ID_LIMIT, 65_535, 256, problems),
                node.intBetween("retained-messages", 1, 10_000_000, 100_000, problems),
                node.sizeBetween(
                        "retained-bytes",
                        DataSize.ofKilobytes(1),
                        DataSize.ofMegabytes(10_000),
                        DataSize.ofMegabytes(64),
                        problems),
                node.durationBetween("connection-age", Duration.ZERO, LONGEST_AGE, Duration.ZERO, problems));
    }

    /** Keep alives have no smaller unit. */
    private static Duration wholeSeconds(Duration given) {
        return Duration.ofSeconds(given.toSeconds());
    }

    /** As many as the operating system lets this process open, less what else it needs. */
    static int filesForDevices() {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Integer.MAX_VALUE;
        return (int) Math.min(MOST_CONNECTIONS, Math.max(FEW_FILES, files - OTHER_FILES));
    }
}
