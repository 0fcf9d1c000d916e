package dev.sluice.bridge.settings;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;

/**
 * Where health and metrics are served.
 *
 * @param port 0 takes any free one
 */
public record ManagementSettings(String host, int port) {

    static ManagementSettings read(Node node, Problems problems) {
        return new ManagementSettings(Hosts.read(node, problems), node.intBetween("port", 0, 65_535, 8_080, problems));
    }
}
