package dev.sluice.mapping.cel;

/** An expression cannot be used; the message is one sentence for the person who wrote it. */
public final class CelInvalid extends Exception {

    CelInvalid(String message) {
        super(message);
    }
}
