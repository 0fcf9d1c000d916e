package dev.sluice.broker.identity;

/** What proofs are compared with cannot be used. The message is a sentence for people, and holds no secret. */
public final class UnusableProofs extends Exception {

    public UnusableProofs(String message) {
        super(message, null, false, false);
    }
}
