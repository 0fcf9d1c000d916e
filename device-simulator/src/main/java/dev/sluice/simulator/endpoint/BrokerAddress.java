package dev.sluice.simulator.endpoint;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a broker listens: {@code tcp://host:1883}, {@code ssl://host:8883}, {@code wss://host/mqtt}.
 *
 * @param path of a WebSocket, with its first slash and its query; empty otherwise
 */
public record BrokerAddress(Transport transport, String host, int port, String path) {

    private static final String DEFAULT_PATH = "/mqtt";
    private static final int LARGEST_PORT = 65_535;

    /**
     * Reads {@code scheme://host[:port][/path]}. Schemes: tcp or mqtt; ssl, tls or mqtts; ws; wss. Ports not given are
     * those of {@link Transport#defaultPort}, the path not given is {@code /mqtt}.
     *
     * @throws IllegalArgumentException when it is no such address; the message quotes it
     */
    public static BrokerAddress parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no URI such as tcp://127.0.0.1:1883", e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        Transport transport = Transport.ofScheme(scheme);
        if (transport == null) {
            throw new IllegalArgumentException(
                    "\"" + text
                            + "\" must begin with tcp:// or mqtt://, ssl://, tls:// or mqtts://, ws:// or wss://, as in tcp://127.0.0.1:1883");
        }
        if (uri.getHost() == null || uri.getPort() > LARGEST_PORT || uri.getPort() == 0) {
            throw new IllegalArgumentException("\"" + text + "\" has no host, or an impossible port");
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("user names and passwords do not belong into the address");
        }
        return new BrokerAddress(
                transport,
                bare(uri.getHost()),
                uri.getPort() < 0 ? transport.defaultPort() : uri.getPort(),
                path(text, transport, uri));
    }

    private static String path(String text, Transport transport, URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        if (transport.webSocket()) {
            return (path.isEmpty() ? DEFAULT_PATH : path) + query;
        }
        if (path.length() > 1 || !query.isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\": only ws:// and wss:// have a path");
        }
        return "";
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return transport.scheme() + "://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port + path;
    }
}
