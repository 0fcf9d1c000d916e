package dev.sluice.sandbox.fault;

import java.time.Duration;

/** A narrow link with a long way: after each piece of so many bytes comes a pause. */
public record Slowness(int pieceBytes, Duration pause) {

    static final Slowness NONE = new Slowness(Integer.MAX_VALUE, Duration.ZERO);

    public Slowness {
        if (pieceBytes < 1 || pause.isNegative()) {
            throw new IllegalArgumentException("a piece has at least one byte, and a pause is not negative");
        }
    }
}
