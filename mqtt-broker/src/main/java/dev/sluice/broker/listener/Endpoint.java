package dev.sluice.broker.listener;

import dev.sluice.broker.proxy.TrustedProxies;
import dev.sluice.broker.tls.TlsSettings;
import java.util.Optional;

/**
 * Where to listen, and how devices come in there.
 *
 * @param port 0 for any free one
 * @param webSocketPath where MQTT is spoken over WebSocket: the path of the URL, beginning with a slash
 * @param proxies where every connection must begin with a PROXY header: from whom it is believed
 */
public record Endpoint(
        String host,
        int port,
        Optional<TlsSettings> tls,
        Optional<String> webSocketPath,
        Optional<TrustedProxies> proxies) {

    /** MQTT over TCP and nothing else. */
    public static Endpoint plain(String host, int port) {
        return new Endpoint(host, port, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Endpoint withTls(TlsSettings settings) {
        return new Endpoint(host, port, Optional.of(settings), webSocketPath, proxies);
    }

    public Endpoint withWebSocket(String path) {
        return new Endpoint(host, port, tls, Optional.of(path), proxies);
    }

    public Endpoint behind(TrustedProxies some) {
        return new Endpoint(host, port, tls, webSocketPath, Optional.of(some));
    }

    /** The address alone. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
