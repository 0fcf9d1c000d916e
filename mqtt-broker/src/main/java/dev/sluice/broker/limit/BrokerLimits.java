package dev.sluice.broker.limit;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What everybody may cost; 0 stands for no limit where it says so.
 *
 * @param connections open at a time
 * @param connectionsPerAddress of one IP address, 0 for no limit of its own
 * @param connectionsPerUser of one user, 0 for no limit of its own
 * @param connectRate connections accepted in a second; more wait in the system's backlog, none is refused; 0 for no limit
 * @param messagesPerSecond of one connection, which is not read for a moment beyond it; 0 for no limit
 * @param bytesPerSecond of one connection's payloads, the same
 * @param topicLevels levels of a topic or filter
 * @param subscriptions of one session
 * @param properties user properties in one packet
 */
public record BrokerLimits(
        int connections,
        int connectionsPerAddress,
        int connectionsPerUser,
        int connectRate,
        int messagesPerSecond,
        long bytesPerSecond,
        int topicLevels,
        int subscriptions,
        int properties) {

    /** File descriptors that are not for devices: Kafka, the spool, jars, the management port. */
    private static final int OTHER_FILES = 1_000;

    private static final int LEAST = 100;

    /** The defaults of docs/configuration.md. */
    public static final BrokerLimits DEFAULT = new BrokerLimits(
            connectionsForThisProcess(),
            connectionsForThisProcess() / 2,
            connectionsForThisProcess() / 2,
            2_000,
            50_000,
            64 << 20,
            64,
            1_000,
            100);

    /** As many as the operating system lets this process have, less what else it needs. */
    public static int connectionsForThisProcess() {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Integer.MAX_VALUE;
        return (int) Math.min(1_000_000, Math.max(LEAST, files - OTHER_FILES));
    }
}
