package dev.sluice.broker.publish;

/**
 * Takes the messages of one connection, in their order. Called on that connection's event loop only, and must not
 * block it.
 */
public interface IngestLane {

    /**
     * Takes over a message; {@code ack} is settled once its fate is known, possibly before this method returns.
     *
     * @return when the device is answered
     */
    AckContract receive(ReceivedPublish publish, HeldAck ack);

    /**
     * The device releases a QoS 2 message that it was told to be stored (PUBREL): what was kept to recognise a resend may go. PUBCOMP leaves
     * once {@code ack} is settled.
     */
    default void released(int packetId, HeldAck ack) {
        ack.settle(Settlement.STORED);
    }

    /** Whether the connection may be read further; asked again from time to time while the answer is no. */
    boolean mayRead();

    /**
     * Whether a connection that may not be read further may have one small read all the same, from time to time, so that its PINGREQ
     * is seen.
     */
    default boolean mayProbe() {
        return true;
    }

    /** The connection is gone; what was received stays received. */
    void disconnected();
}
