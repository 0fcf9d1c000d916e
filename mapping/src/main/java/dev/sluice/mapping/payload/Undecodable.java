package dev.sluice.mapping.payload;

import dev.sluice.mapping.message.RejectReason;

/** Ends the reading of a payload from any depth; never leaves this package. Without a stack trace, since devices cause it. */
final class Undecodable extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient PayloadDecoder.Fault fault;

    Undecodable(PayloadDecoder.Fault fault) {
        super(fault.detail(), null, false, false);
        this.fault = fault;
    }

    /** The bytes are not what the format wants. */
    Undecodable(String detail) {
        this(PayloadDecoder.Fault.notDecodable(detail));
    }

    static Undecodable tooLarge() {
        return new Undecodable(new PayloadDecoder.Fault(
                RejectReason.PAYLOAD_TOO_LARGE, "written as JSON the payload is larger than Sluice follows"));
    }

    PayloadDecoder.Fault fault() {
        return fault;
    }
}
