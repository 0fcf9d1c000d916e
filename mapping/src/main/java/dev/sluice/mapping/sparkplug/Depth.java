package dev.sluice.mapping.sparkplug;

import dev.sluice.mapping.message.RejectReason;

/** How far templates and property sets may stand in one another, so that the document stays within what is followed later. */
final class Depth {

    static final int DEEPEST = 16;

    private int now;

    void enter() throws Unreadable {
        if (++now > DEEPEST) {
            throw new Unreadable(
                    RejectReason.NESTING_TOO_DEEP,
                    "templates or property sets are nested deeper than " + DEEPEST + " levels");
        }
    }

    void leave() {
        now--;
    }
}
