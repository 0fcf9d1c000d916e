package dev.sluice.broker.guard;

import dev.sluice.broker.publish.CloseReason;
import io.netty.handler.codec.TooLongFrameException;

/** A packet that MQTT forbids; ends the connection that sent it. */
final class Violation extends Exception {

    private final CloseReason reason;

    Violation(CloseReason reason, String what) {
        super(what, null, false, false);
        this.reason = reason;
    }

    /** What the decoder could not make sense of. */
    static Violation undecodable(Throwable cause) {
        return new Violation(
                cause instanceof TooLongFrameException ? CloseReason.PACKET_TOO_LARGE : CloseReason.MALFORMED_PACKET,
                String.valueOf(cause.getMessage()));
    }

    CloseReason reason() {
        return reason;
    }
}
