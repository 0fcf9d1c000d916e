package dev.sluice.broker.access;

/** The access control in force; it may be replaced at any time. Any thread. */
public final class LiveAccess {

    private volatile AccessControl current;

    public LiveAccess(AccessControl first) {
        current = first;
    }

    public Authenticator authenticator() {
        return current.authenticator();
    }

    public AccessPolicy policy() {
        return current.policy();
    }

    /** Whoever asks from now on is answered by this. */
    public void become(AccessControl next) {
        current = next;
    }
}
