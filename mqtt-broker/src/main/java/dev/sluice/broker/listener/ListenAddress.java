package dev.sluice.broker.listener;

/**
 * Where to listen.
 *
 * @param port 0 for any free one
 */
public record ListenAddress(String host, int port) {
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
