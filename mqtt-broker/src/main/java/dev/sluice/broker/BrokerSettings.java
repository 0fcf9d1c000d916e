package dev.sluice.broker;

import dev.sluice.broker.limit.BrokerLimits;
import dev.sluice.broker.listener.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the broker behaves.
 *
 * @param inFlightPerClient QoS 1 and 2 messages that a device may have unanswered, 1 to 65,535
 * @param deliveryDeadline how long an acknowledgement may be withheld before the connection is closed
 * @param refuseOnDeadline MQTT 5 devices then hear 0x97 instead
 * @param maximumPacketBytes larger packets end their connection
 * @param offlineQueue messages kept for each persistent session whose subscriber is away
 * @param sessionFolder where sessions outlive the process; empty for sessions that live in memory only
 * @param limits what devices may cost
 */
public record BrokerSettings(
        List<Endpoint> listeners,
        int inFlightPerClient,
        Duration deliveryDeadline,
        boolean refuseOnDeadline,
        Duration connectTimeout,
        int maximumPacketBytes,
        int topicAliasMaximum,
        int offlineQueue,
        Optional<Path> sessionFolder,
        BrokerLimits limits) {

    /** One listener on loopback with the defaults of docs/configuration.md. */
    public static BrokerSettings onLoopback(int port) {
        return new BrokerSettings(
                List.of(Endpoint.plain("127.0.0.1", port)),
                100,
                Duration.ofMinutes(10),
                false,
                Duration.ofSeconds(10),
                1024 * 1024,
                10,
                1000,
                Optional.empty(),
                BrokerLimits.DEFAULT);
    }

    /** The same behind other listeners. */
    public BrokerSettings withListeners(List<Endpoint> others) {
        return new BrokerSettings(
                others,
                inFlightPerClient,
                deliveryDeadline,
                refuseOnDeadline,
                connectTimeout,
                maximumPacketBytes,
                topicAliasMaximum,
                offlineQueue,
                sessionFolder,
                limits);
    }

    public BrokerSettings withSessionsIn(Path folder) {
        return new BrokerSettings(
                listeners,
                inFlightPerClient,
                deliveryDeadline,
                refuseOnDeadline,
                connectTimeout,
                maximumPacketBytes,
                topicAliasMaximum,
                offlineQueue,
                Optional.of(folder),
                limits);
    }

    public BrokerSettings withLimits(BrokerLimits others) {
        return new BrokerSettings(
                listeners,
                inFlightPerClient,
                deliveryDeadline,
                refuseOnDeadline,
                connectTimeout,
                maximumPacketBytes,
                topicAliasMaximum,
                offlineQueue,
                sessionFolder,
                others);
    }
}
