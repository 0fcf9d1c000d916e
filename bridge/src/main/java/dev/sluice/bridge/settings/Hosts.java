package dev.sluice.bridge.settings;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** The addresses on which Sluice listens. Nothing here asks a name service. */
final class Hosts {

    static final String LOOPBACK = "127.0.0.1";

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.%\\w]*");

    private Hosts() {}

    /** The key {@code host} of a listener; loopback when nobody wrote it. */
    static String read(Node node, Problems problems) {
        String host = node.text("host", LOOPBACK, problems).strip();
        if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || c == '/')) {
            node.complain(
                    "host",
                    node.shown("host") + ": expected an address or name of this machine",
                    "BAD-VALUE",
                    problems);
            return LOOPBACK;
        }
        return host;
    }

    /** Whether only this machine can reach it. A name other than {@code localhost} may mean anything, so it counts as reachable. */
    static boolean isLoopback(String host) {
        if (!ADDRESS.matcher(host).matches()) {
            return host.equalsIgnoreCase("localhost");
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }
}
