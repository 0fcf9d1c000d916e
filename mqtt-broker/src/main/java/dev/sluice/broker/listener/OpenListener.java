package dev.sluice.broker.listener;

import dev.sluice.broker.tls.ServerTls;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.Optional;

/** One open server socket and how it is doing. Any thread. */
public final class OpenListener {

    private final Endpoint endpoint;
    private final Channel socket;
    private final Entrance entrance;

    OpenListener(Endpoint endpoint, Channel socket, Entrance entrance) {
        this.endpoint = endpoint;
        this.socket = socket;
        this.entrance = entrance;
    }

    /** Host as configured, and port: the real one where 0 was asked for. */
    public String name() {
        return endpoint.host() + ":" + port();
    }

    public int port() {
        return ((InetSocketAddress) socket.localAddress()).getPort();
    }

    /** Connections that came in here and are open. */
    public long connections() {
        return entrance.connections().sum();
    }

    public Optional<ServerTls> tls() {
        return entrance.tls();
    }

    void close() {
        socket.close().awaitUninterruptibly();
    }
}
