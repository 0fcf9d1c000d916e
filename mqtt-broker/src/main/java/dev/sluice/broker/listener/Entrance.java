package dev.sluice.broker.listener;

import dev.sluice.broker.limit.Doorkeeper;
import dev.sluice.broker.origin.TurnedAway;
import dev.sluice.broker.proxy.ProxyEntrance;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.tls.ServerTls;
import dev.sluice.broker.tls.ServerTls.Spoken;
import dev.sluice.broker.tls.TlsUnusableException;
import dev.sluice.broker.websocket.WebSocketEntrance;
import io.netty.channel.ChannelPipeline;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** What a connection of one listener goes through before MQTT begins, in this order: nothing where MQTT is spoken over plain TCP. */
record Entrance(
        Optional<ProxyEntrance> proxy,
        Optional<ServerTls> tls,
        Optional<WebSocketEntrance> webSocket,
        LongAdder connections) {

    static final Entrance PLAIN = new Entrance(Optional.empty(), Optional.empty(), Optional.empty(), new LongAdder());

    static Entrance of(Endpoint endpoint, Executor arithmetic, Doorkeeper doorkeeper) throws TlsUnusableException {
        var turnedAway = new TurnedAway(endpoint.toString());
        return new Entrance(
                endpoint.proxies().map(proxies -> new ProxyEntrance(proxies, turnedAway, doorkeeper)),
                tls(endpoint, arithmetic, turnedAway),
                endpoint.webSocketPath().map(path -> new WebSocketEntrance(path, turnedAway)),
                new LongAdder());
    }

    private static Optional<ServerTls> tls(Endpoint endpoint, Executor arithmetic, TurnedAway turnedAway)
            throws TlsUnusableException {
        if (endpoint.tls().isEmpty()) {
            return Optional.empty();
        }
        var spoken = endpoint.webSocketPath().isPresent() ? Spoken.HTTP : Spoken.MQTT;
        return Optional.of(ServerTls.start(endpoint.tls().get(), spoken, arithmetic, turnedAway));
    }

    /** @param close ends the connection for a reason that is counted; not called before the pipeline is complete */
    void addTo(ChannelPipeline pipeline, Consumer<CloseReason> close, int maximumPacketBytes) {
        connections.increment();
        pipeline.channel().closeFuture().addListener(closed -> connections.decrement());
        if (proxy.isPresent()) {
            proxy.get().addTo(pipeline, close);
        }
        if (tls.isPresent()) {
            tls.get().addTo(pipeline, close);
        }
        if (webSocket.isPresent()) {
            webSocket.get().addTo(pipeline, close, maximumPacketBytes);
        }
    }
}
