package dev.sluice.bridge.settings;

import dev.sluice.bridge.listener.ListenerTls;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One port for devices.
 *
 * @param port 0 takes any free one
 * @param tls empty for plain TCP
 */
public record ListenerSettings(String host, int port, Optional<ListenerTls> tls) {

    static final ListenerSettings DEFAULT = plain(Hosts.LOOPBACK, 1_883);

    /** MQTT over TCP. */
    static ListenerSettings plain(String host, int port) {
        return new ListenerSettings(host, port, Optional.empty());
    }

    /** @param start where relative paths start */
    static ListenerSettings read(Node node, Path start, Problems problems) {
        node.notYet("websocket", "listeners speak MQTT over TCP only", problems);
        return new ListenerSettings(
                Hosts.read(node, problems),
                node.intBetween("port", 0, 65_535, DEFAULT.port(), problems),
                node.has("tls") ? ListenerTls.read(node.map("tls", problems), start, problems) : Optional.empty());
    }

    /** As clients name it. */
    public String scheme() {
        return tls.isPresent() ? "mqtts" : "mqtt";
    }

    boolean isLoopback() {
        return Hosts.isLoopback(host);
    }

    boolean collidesWith(ListenerSettings other) {
        return port != 0 && port == other.port && host.equals(other.host);
    }
}
