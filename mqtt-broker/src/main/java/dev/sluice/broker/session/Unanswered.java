package dev.sluice.broker.session;

import dev.sluice.broker.publish.Fingerprint;
import dev.sluice.broker.publish.Settlement;

/** A QoS 1 message whose connection ended before it was answered. */
public interface Unanswered {

    String eventId();

    /** What it said. */
    Fingerprint fingerprint();

    /** What became of it, or null while it is on its way. Any thread. */
    Settlement fate();
}
