package dev.sluice.broker.access;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Decides who a device is. */
@FunctionalInterface
public interface Authenticator {

    /** Believes every client id and asks for nothing. */
    Authenticator ANONYMOUS =
            shown -> CompletableFuture.completedFuture(Verdict.accepted(Identity.anonymous(shown.clientId())));

    /**
     * Called on the event loop of the connection, and must not block it. A stage that fails means {@link Refusal#UNAVAILABLE}: the device is not
     * let in.
     */
    CompletionStage<Verdict> authenticate(Credentials shown);
}
