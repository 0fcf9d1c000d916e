package dev.sluice.broker.session;

import dev.sluice.broker.publish.AckContract;

/** What a QoS 1 PUBLISH with the DUP flag means to a session. */
public sealed interface Resend {

    /** Nothing that the session is sure to know: take it as a message of its own. */
    record Unknown() implements Resend {}

    /** The same event, whose first copy may not be stored: store it again, under its id. */
    record Again(String eventId) implements Resend {}

    /** The same event, stored or on its way: no second record, and the first copy's fate answers it, under its contract. */
    record Recognised(Unanswered first, AckContract contract) implements Resend {}
}
