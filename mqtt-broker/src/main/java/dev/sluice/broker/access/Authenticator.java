package dev.sluice.broker.access;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Decides who a device is. */
@FunctionalInterface
public interface Authenticator extends AutoCloseable {

    /** Believes every client id and asks for nothing. */
    Authenticator ANONYMOUS =
            shown -> CompletableFuture.completedFuture(Verdict.accepted(Identity.anonymous(shown.clientId())));

    /**
     * Called on the event loop of the connection, and must not block it. A stage that fails means {@link Refusal#UNAVAILABLE}: the device is not
     * let in.
     */
    CompletionStage<Verdict> authenticate(Credentials shown);

    /**
     * Begins the talk that the device asks for by an Authentication Method (MQTT 5.0 §4.12). Called on the event loop of the connection, and
     * must not block it.
     *
     * @return empty where the method is not one that is known here
     */
    default Optional<Dialogue> begin(String method, Credentials shown) {
        return Optional.empty();
    }

    /** Gives back threads and the like. Whoever still waits for a verdict may not get one, and is not let in. */
    @Override
    default void close() {}
}
