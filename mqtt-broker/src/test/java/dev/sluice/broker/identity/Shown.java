package dev.sluice.broker.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.broker.access.Credentials;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * What a device shows, in the making. Every method returns a new one.
 *
 * @param clientId empty for one that the broker assigns
 */
public record Shown(String clientId, String userName, byte[] password, Optional<X509Certificate> certificate) {

    public static Shown by(String clientId) {
        return new Shown(clientId, null, null, Optional.empty());
    }

    public Shown user(String name) {
        return new Shown(clientId, name, password, certificate);
    }

    public Shown password(String name, String word) {
        return new Shown(clientId, name, word.getBytes(UTF_8), certificate);
    }

    public Shown certificate(X509Certificate verified) {
        return new Shown(clientId, userName, password, Optional.of(verified));
    }

    public Credentials credentials() {
        boolean assigned = clientId.isEmpty();
        return new Credentials(
                assigned ? "sluice-1" : clientId, assigned, 5, userName, password, certificate, "192.0.2.7:40000");
    }

    static boolean hasPassword(Credentials shown) {
        return shown.password() != null;
    }
}
