package dev.sluice.bridge.settings;

import dev.sluice.bridge.listener.ListenerEntrance;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.nio.file.Path;

/**
 * One port for devices.
 *
 * @param port 0 takes any free one
 * @param entrance what there is beside TCP
 */
public record ListenerSettings(String host, int port, ListenerEntrance entrance) {

    static final ListenerSettings DEFAULT = plain(Hosts.LOOPBACK, 1_883);

    /** MQTT over TCP. */
    static ListenerSettings plain(String host, int port) {
        return new ListenerSettings(host, port, ListenerEntrance.PLAIN);
    }

    /** @param start where relative paths start */
    static ListenerSettings read(Node node, Path start, Problems problems) {
        return new ListenerSettings(
                Hosts.read(node, problems),
                node.intBetween("port", 0, 65_535, DEFAULT.port(), problems),
                ListenerEntrance.read(node, start, problems));
    }

    /** Whether only this machine can connect. */
    public boolean isLoopback() {
        return Hosts.isLoopback(host);
    }

    boolean collidesWith(ListenerSettings other) {
        return port != 0 && port == other.port && host.equals(other.host);
    }
}
