package dev.sluice.mapping.sparkplug;

import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.payload.PayloadDecoder.Fault;

/** The way out of a payload that cannot be decoded, from however deep inside; never leaves this package. Costs no stack trace. */
final class Unreadable extends Exception {

    private final RejectReason reason;
    /** Which metric, from the outermost; empty while nobody has said. */
    private final String place;

    Unreadable(String why) {
        this(RejectReason.PAYLOAD_NOT_DECODABLE, why);
    }

    Unreadable(RejectReason reason, String why) {
        this(reason, "", why);
    }

    private Unreadable(RejectReason reason, String place, String why) {
        super(why, null, false, false);
        this.reason = reason;
        this.place = place;
    }

    static Unreadable tooLarge() {
        return new Unreadable(
                RejectReason.PAYLOAD_TOO_LARGE, "the document that the payload makes is larger than Sluice takes");
    }

    Unreadable inside(int metric) {
        return new Unreadable(reason, "metrics[" + metric + "]" + (place.isEmpty() ? "" : "." + place), getMessage());
    }

    RejectReason reason() {
        return reason;
    }

    Fault fault() {
        return new Fault(reason, place.isEmpty() ? getMessage() : place + ": " + getMessage());
    }
}
