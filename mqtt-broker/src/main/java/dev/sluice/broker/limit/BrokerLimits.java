package dev.sluice.broker.limit;

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

    /** The defaults of docs/configuration.md on a machine that lets a process open 100,000 files. */
    public static final BrokerLimits DEFAULT =
            new BrokerLimits(99_000, 49_500, 49_500, 2_000, 50_000, 64 << 20, 64, 1_000, 100);
}
