package dev.sluice.broker.access;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Who a device has proven to be.
 *
 * @param clientId the client id that it may go by: the one that it sent, or one that its credentials dictate
 * @param user the name by which it was recognised; empty for an anonymous device
 * @param attributes what else is proven of it, by the names that access rules use: {@code cert.cn}, {@code jwt.<claim>}
 * @param expires when it has to prove itself anew
 */
public record Identity(
        String clientId, Optional<String> user, Map<String, String> attributes, Optional<Instant> expires) {

    public Identity {
        attributes = Map.copyOf(attributes);
    }

    /** A device that nobody asked for a proof. */
    public static Identity anonymous(String clientId) {
        return new Identity(clientId, Optional.empty(), Map.of(), Optional.empty());
    }
}
