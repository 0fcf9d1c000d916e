package dev.sluice.broker.publish;

/** Where messages go: gives every connection its own {@link IngestLane}. */
@FunctionalInterface
public interface Ingest {

    /** Called on the connection's event loop, after CONNACK and before the first message. */
    IngestLane connected(ConnectedDevice device);
}
