package dev.sluice.sandbox.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP ports on the loopback interface that nobody listens on.
 *
 * <p>Taken from below the range from which Linux gives ports to outgoing connections (32768 and up), so that a port stays
 * free for the second start of a server that was stopped: no connection can be handed it meanwhile.
 *
 * <p>Programs that run side by side and cannot know of each other share the ports out: with {@code SLUICE_PORTS=1/2} in its
 * environment a program is given every second port, and the one with {@code 2/2} the others.
 */
public final class FreePort {

    private static final int LOWEST = 12_000;
    private static final int BEYOND_HIGHEST = 32_000;
    private static final int ATTEMPTS = 200;
    /** None is given twice: whoever was given it may not listen yet. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** A port that was free a moment ago; another process may still be quicker, so whoever can should try again. */
    public static int next() {
        var share = PortShare.of(System.getenv("SLUICE_PORTS"));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND_HIGHEST);
            if (share.has(port) && isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new EnvironmentException("No free TCP port found on 127.0.0.1 between " + LOWEST + " and "
                + BEYOND_HIGHEST + " in " + ATTEMPTS + " attempts.");
    }

    /** Whether a server could listen on 127.0.0.1 at this port right now. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
