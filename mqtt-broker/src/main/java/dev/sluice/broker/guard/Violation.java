package dev.sluice.broker.guard;

import dev.sluice.broker.decode.ForbiddenPacketException;
import dev.sluice.broker.publish.CloseReason;
import io.netty.handler.codec.TooLongFrameException;

/** A packet that MQTT forbids; ends the connection that sent it. */
final class Violation extends Exception {

    private final CloseReason reason;

    Violation(CloseReason reason, String what) {
        super(what, null, false, false);
        this.reason = reason;
    }

    /** What a decoder could not make sense of, or did not want to. */
    static Violation undecodable(Throwable cause) {
        var reason = cause instanceof ForbiddenPacketException forbidden
                ? forbidden.reason()
                : cause instanceof TooLongFrameException ? CloseReason.PACKET_TOO_LARGE : CloseReason.MALFORMED_PACKET;
        return new Violation(reason, String.valueOf(cause.getMessage()));
    }

    CloseReason reason() {
        return reason;
    }
}
