package dev.sluice.broker.access;

/** Who may come in, and what they may do there. */
public record AccessControl(Authenticator authenticator, AccessPolicy policy) {

    /** Anybody may do anything. */
    public static final AccessControl OPEN = new AccessControl(Authenticator.ANONYMOUS, AccessPolicy.UNRESTRICTED);
}
