package dev.sluice.bridge.settings;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;

/**
 * One port for devices, MQTT over TCP.
 *
 * @param port 0 takes any free one
 */
public record ListenerSettings(String host, int port) {

    static final ListenerSettings DEFAULT = new ListenerSettings(Hosts.LOOPBACK, 1_883);

    static ListenerSettings read(Node node, Problems problems) {
        node.notYet("tls", "this listener would be plain TCP; put a TLS proxy in front", problems);
        node.notYet("websocket", "listeners speak MQTT over TCP only", problems);
        return new ListenerSettings(
                Hosts.read(node, problems), node.intBetween("port", 0, 65_535, DEFAULT.port(), problems));
    }

    boolean isLoopback() {
        return Hosts.isLoopback(host);
    }

    boolean collidesWith(ListenerSettings other) {
        return port != 0 && equals(other);
    }
}
