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

    /** The {@link #owner} that is nobody. */
    public static final String ANONYMOUS = "";

    public Identity {
        attributes = Map.copyOf(attributes);
    }

    /**
     * Whose sessions and connections this device's are: equal for equal owners, which is its user, else the subject of its certificate. All
     * anonymous devices are one owner.
     */
    public String owner() {
        return user.map(name -> "user " + name)
                .or(() -> Optional.ofNullable(attributes.get("cert.subject")).map(name -> "certificate " + name))
                .or(() -> Optional.ofNullable(attributes.get("cert.cn")).map(name -> "certificate CN=" + name))
                .orElse(ANONYMOUS);
    }

    /** A device that nobody asked for a proof. */
    public static Identity anonymous(String clientId) {
        return new Identity(clientId, Optional.empty(), Map.of(), Optional.empty());
    }
}
