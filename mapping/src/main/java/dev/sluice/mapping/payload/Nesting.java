package dev.sluice.mapping.payload;

import dev.sluice.mapping.message.RejectReason;

/** Counts the objects and arrays that are open. */
class Nesting {

    /** As deep as the transcoder follows JSON. */
    static final int MAX_DEPTH = 64;

    private int depth;

    /** One level deeper. */
    final void open() throws Undecodable {
        if (++depth > MAX_DEPTH) {
            throw tooDeep();
        }
    }

    final void close() {
        depth--;
    }

    static Undecodable tooDeep() {
        return new Undecodable(
                new PayloadDecoder.Fault(RejectReason.NESTING_TOO_DEEP, "nested deeper than " + MAX_DEPTH + " levels"));
    }
}
