package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.machine.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Brokers of others do not say alike that they are ready: whoever accepts a connection is. */
final class OpenPort {

    private static final int PATIENCE_MILLIS = 1_000;

    private OpenPort() {}

    static void await(ChildProcess server, int port, Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!accepts(port)) {
            if (!server.alive()) {
                throw server.failure("ended before anybody could connect");
            }
            if (System.nanoTime() > deadline) {
                throw server.failure("takes no connection on port " + port + " after " + bound.toSeconds() + " s");
            }
            Waiting.pause(Duration.ofMillis(20));
        }
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
