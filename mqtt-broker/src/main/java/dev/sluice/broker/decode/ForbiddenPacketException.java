package dev.sluice.broker.decode;

import dev.sluice.broker.publish.CloseReason;

/** A packet that MQTT forbids, and what a device is told about it. */
public final class ForbiddenPacketException extends RuntimeException {

    private final transient CloseReason reason;

    private ForbiddenPacketException(CloseReason reason, String what) {
        super(what, null, false, false);
        this.reason = reason;
    }

    /** Not spelled as MQTT says (MQTT 5.0 §1.2, "Malformed Packet"). */
    static ForbiddenPacketException malformed(String what) {
        return new ForbiddenPacketException(CloseReason.MALFORMED_PACKET, what);
    }

    /** Spelled right, and still not to be sent (MQTT 5.0 §1.2, "Protocol Error"). */
    static ForbiddenPacketException error(String what) {
        return new ForbiddenPacketException(CloseReason.PROTOCOL_ERROR, what);
    }

    public CloseReason reason() {
        return reason;
    }
}
