package dev.sluice.simulator.endpoint;

/** What carries MQTT's bytes. */
public enum Transport {
    TCP("tcp", 1883, false, false),
    TLS("ssl", 8883, true, false),
    WEBSOCKET("ws", 80, false, true),
    SECURE_WEBSOCKET("wss", 443, true, true);

    private final String scheme;
    private final int defaultPort;
    private final boolean secure;
    private final boolean webSocket;

    Transport(String scheme, int defaultPort, boolean secure, boolean webSocket) {
        this.scheme = scheme;
        this.defaultPort = defaultPort;
        this.secure = secure;
        this.webSocket = webSocket;
    }

    public String scheme() {
        return scheme;
    }

    /** The registered port: IANA "mqtt" and "secure-mqtt", RFC 6455 §3 for WebSockets. */
    public int defaultPort() {
        return defaultPort;
    }

    /** Whether there is TLS beneath. */
    public boolean secure() {
        return secure;
    }

    public boolean webSocket() {
        return webSocket;
    }

    /** @return null for an unknown scheme */
    static Transport ofScheme(String scheme) {
        return switch (scheme) {
            case "tcp", "mqtt" -> TCP;
            case "ssl", "tls", "mqtts" -> TLS;
            case "ws" -> WEBSOCKET;
            case "wss" -> SECURE_WEBSOCKET;
            default -> null;
        };
    }
}
