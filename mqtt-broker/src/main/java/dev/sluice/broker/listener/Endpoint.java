package dev.sluice.broker.listener;

import dev.sluice.broker.tls.TlsSettings;
import java.util.Optional;

/**
 * Where to listen, and how devices come in there.
 *
 * @param port 0 for any free one
 */
public record Endpoint(String host, int port, Optional<TlsSettings> tls) {

    /** MQTT over TCP and nothing else. */
    public static Endpoint plain(String host, int port) {
        return new Endpoint(host, port, Optional.empty());
    }

    /** The address alone. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
