package dev.sluice.sandbox.fault;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Stands between devices and an MQTT server on this machine, for lines that are cut, slow or never read, and counts what passes.
 *
 * <p>While nobody listens at the server's port a device's connection is accepted and reset at once, as by a router that is there while
 * the server is not.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int BACKLOG = 1_000;

    private final ServerSocket listener;
    private final int serverPort;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private final Traffic traffic = new Traffic();
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();

    private FaultProxy(ServerSocket listener, int serverPort, LongSupplier nanoTime, Pause pause) {
        this.listener = listener;
        this.serverPort = serverPort;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** Listens on a free port of 127.0.0.1, for a server at another one. */
    public static FaultProxy to(int serverPort) {
        return to(serverPort, System::nanoTime, Pause.REAL);
    }

    static FaultProxy to(int serverPort, LongSupplier nanoTime, Pause pause) {
        try {
            var listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
            var proxy = new FaultProxy(listener, serverPort, nanoTime, pause);
            start("fault-proxy", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new EnvironmentException("The fault proxy cannot listen on 127.0.0.1: " + e.getMessage(), e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public Traffic traffic() {
        return traffic;
    }

    /** The connections that are there now and have said who they are. */
    public List<Line> lines() {
        return lines.stream()
                .filter(line -> line.isOpen() && !line.clientId().isEmpty())
                .toList();
    }

    /** What is on its way on these lines right now. */
    public Unanswered unanswered(Collection<Line> on) {
        return Unanswered.on(on);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException closed) {
            // what we wanted
        }
        lines.forEach(Line::cut);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket device = listener.accept();
                start("fault-proxy-up", () -> carry(device));
            } catch (IOException closed) {
                // the loop's condition says whether there is more to come
            }
        }
    }

    private void carry(Socket device) {
        var server = new Socket();
        var line = new Line(device, server, traffic, nanoTime, pause);
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
            server.setTcpNoDelay(true);
            device.setTcpNoDelay(true);
        } catch (IOException nobodyThere) {
            line.cut();
            return;
        }
        lines.add(line);
        Thread down = start("fault-proxy-down", () -> line.pump(Direction.TO_DEVICE));
        line.pump(Direction.FROM_DEVICE);
        try {
            down.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            line.cut();
        }
        lines.remove(line);
    }

    private static Thread start(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
