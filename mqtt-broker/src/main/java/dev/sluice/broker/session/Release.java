package dev.sluice.broker.session;

import dev.sluice.broker.publish.HeldAck;

/** What a PUBREL means to a session that may know its packet id. */
public sealed interface Release {

    /** The message is stored; settle {@code ack} once nothing is left to recognise it by. */
    record Begun(HeldAck ack) implements Release {}

    /** Asked for before, and not done yet: it is now answered on the given connection, and no longer through {@code before}. */
    record Joined(HeldAck before) implements Release {}

    /** No such packet id. */
    record Unknown() implements Release {}

    /** The device releases what it was never told to be stored. */
    record TooEarly() implements Release {}
}
