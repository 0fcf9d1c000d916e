package dev.sluice.broker.rights;

/** What a rule speaks of. */
public enum Action {
    /** Sending messages, the will's too. */
    PUBLISH,
    /** Receiving messages. */
    SUBSCRIBE
}
