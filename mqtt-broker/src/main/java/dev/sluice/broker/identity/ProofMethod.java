package dev.sluice.broker.identity;

import dev.sluice.broker.access.Credentials;
import dev.sluice.broker.access.Dialogue;
import dev.sluice.broker.access.Verdict;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One way to find out who a device is. */
public interface ProofMethod extends AutoCloseable {

    ProofKind kind();

    /** Whether the device shows credentials of this kind: then this method decides, and no other is asked. */
    boolean knows(Credentials shown);

    /**
     * Called for credentials that it knows, on the connection's event loop, which it must not block. A stage that fails means that the device
     * is not let in.
     */
    CompletionStage<Verdict> judge(Credentials shown);

    /** False when it proves which device this is, and another method has to say which user. Such a one answers at once. */
    default boolean isEnough() {
        return true;
    }

    /** The talk that proves who a device is, for methods that are one (MQTT 5.0 §4.12); empty for another method's name. */
    default Optional<Dialogue> begin(String method, Credentials shown) {
        return Optional.empty();
    }

    @Override
    default void close() {}
}
