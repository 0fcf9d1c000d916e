package dev.sluice.broker.guard;

import dev.sluice.broker.publish.CloseReason;

/** A packet that MQTT forbids; ends the connection that sent it. */
final class Violation extends Exception {

    private final CloseReason reason;

    Violation(CloseReason reason, String what) {
        super(what, null, false, false);
        this.reason = reason;
    }

    CloseReason reason() {
        return reason;
    }
}
