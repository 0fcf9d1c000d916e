package dev.sluice.broker.publish;

import java.util.Set;

/** Where messages go: gives every connection its own {@link IngestLane}. */
@FunctionalInterface
public interface Ingest {

    /**
     * Whether this device may connect at this moment; if not, it hears that the server is busy. Called on the connection's event loop, before
     * anything else is done about its CONNECT, and must not block it.
     */
    default boolean admits(ConnectedDevice device) {
        return true;
    }

    /** Called on the connection's event loop, after CONNACK and before the first message. */
    IngestLane connected(ConnectedDevice device);

    /**
     * Packet ids of the QoS 2 messages of this session that were stored, and not released, when the process ended last. Asked when a session
     * goes on of which this process knows nothing yet; any thread, must not block.
     *
     * @param session as in {@link ConnectedDevice#session}
     */
    default Set<Integer> storedBefore(String clientId, long session) {
        return Set.of();
    }

    /** The session of this client is over, and with it every packet id. Any thread, must not block. */
    default void sessionEnded(String clientId) {}
}
