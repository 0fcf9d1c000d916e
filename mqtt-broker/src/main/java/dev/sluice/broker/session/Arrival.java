package dev.sluice.broker.session;

import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.HeldAck;

/** What a QoS 2 PUBLISH means to a session that may know its packet id. */
public sealed interface Arrival {

    /**
     * A message not seen before; settle {@code ack} with its fate. What was on its way under its packet id is no longer answered through {@code
     * before}.
     */
    record New(QosTwoMessage ack, HeldAck before) implements Arrival {}

    /** A resend of a message on its way: it is now answered on the given connection, and no longer through {@code before}. */
    record Joined(QosTwoMessage ack, AckContract contract, HeldAck before) implements Arrival {}

    /** A resend of a message that is stored: answer at once. */
    record AlreadyStored(AckContract contract) implements Arrival {}
}
