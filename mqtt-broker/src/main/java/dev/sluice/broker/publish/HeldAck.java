package dev.sluice.broker.publish;

/**
 * An acknowledgement that waits for somebody's word.
 *
 * <p>May be settled from any thread; the first settlement counts, later ones do nothing. Settling the ack of a
 * connection that is gone does nothing to the device: it will send the message again.
 */
@FunctionalInterface
public interface HeldAck {

    /** For messages that nobody waits for: QoS 0 and wills. */
    HeldAck NONE = settlement -> {};

    void settle(Settlement settlement);
}
