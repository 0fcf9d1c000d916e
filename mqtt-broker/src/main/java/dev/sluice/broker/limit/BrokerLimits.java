package dev.sluice.broker.limit;

import java.time.Duration;

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
 * @param keepAlive the longest silence that an MQTT 5 device may ask for, in whole seconds, up to {@link #LONGEST_KEEP_ALIVE}
 * @param clientIdBytes of a client id in UTF-8
 * @param retainedMessages of all topics
 * @param retainedBytes the same, as packets
 * @param connectionAge the longest that a connection may last, zero for no limit
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
        int properties,
        Duration keepAlive,
        int clientIdBytes,
        int retainedMessages,
        long retainedBytes,
        Duration connectionAge) {

    /** The longest that CONNECT has room for. */
    public static final Duration LONGEST_KEEP_ALIVE = Duration.ofSeconds(65_535);

    /** The defaults of docs/configuration.md on a machine that lets a process open 100,000 files. */
    public static final BrokerLimits DEFAULT = new BrokerLimits(
            99_000,
            49_500,
            49_500,
            2_000,
            50_000,
            64 << 20,
            64,
            1_000,
            100,
            Duration.ofHours(1),
            256,
            100_000,
            64 << 20,
            Duration.ZERO);

    public BrokerLimits withKeepAlive(Duration other) {
        return with(other, clientIdBytes, retainedMessages, retainedBytes, connectionAge);
    }

    public BrokerLimits withClientIdBytes(int other) {
        return with(keepAlive, other, retainedMessages, retainedBytes, connectionAge);
    }

    public BrokerLimits withRetained(int messages, long bytes) {
        return with(keepAlive, clientIdBytes, messages, bytes, connectionAge);
    }

    public BrokerLimits withConnectionAge(Duration other) {
        return with(keepAlive, clientIdBytes, retainedMessages, retainedBytes, other);
    }

    private BrokerLimits with(Duration otherKeepAlive, int idBytes, int messages, long bytes, Duration age) {
        return new BrokerLimits(
                connections,
                connectionsPerAddress,
                connectionsPerUser,
                connectRate,
                messagesPerSecond,
                bytesPerSecond,
                topicLevels,
                subscriptions,
                properties,
                otherKeepAlive,
                idBytes,
                messages,
                bytes,
                age);
    }
}
