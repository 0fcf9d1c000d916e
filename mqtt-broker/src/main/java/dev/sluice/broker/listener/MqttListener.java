package dev.sluice.broker.listener;

import dev.sluice.broker.limit.Doorkeeper;
import dev.sluice.broker.tls.ServerTls;
import dev.sluice.broker.tls.TlsUnusableException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;

/** The open server sockets of one broker. */
public final class MqttListener {

    /** One read takes at most this much: also the overdraft of a paused connection per probe. */
    private static final int MAXIMUM_READ_BYTES = 16 * 1024;

    /** A device that floods must not keep the others of its event loop waiting for longer than a millisecond or so. */
    private static final int READS_PER_TURN = 4;

    private static final int BACKLOG = 1024;
    private static final WriteBufferWaterMark WRITE_BUFFER = new WriteBufferWaterMark(16 * 1024, 64 * 1024);

    private final List<OpenListener> open = new ArrayList<>();

    /**
     * Opens every address or none.
     *
     * @param pipeline what the connections of all of them have in common
     * @throws AddressUnavailableException naming the address that cannot be had
     * @throws TlsUnusableException when the files of a listener with TLS cannot be used
     */
    public static MqttListener open(
            Vertx vertx, List<Endpoint> endpoints, Doorkeeper doorkeeper, ConnectionPipeline pipeline)
            throws AddressUnavailableException, TlsUnusableException {
        var entrances = entrances(endpoints, doorkeeper);
        var listener = new MqttListener();
        var bootstrap = bootstrap((VertxInternal) vertx);
        for (int i = 0; i < endpoints.size(); i++) {
            var endpoint = endpoints.get(i);
            var bound = bootstrap
                    .handler(doorkeeper.at(endpoint.proxies().isPresent()))
                    .childHandler(pipeline.behind(entrances.get(i)))
                    .bind(endpoint.host(), endpoint.port())
                    .awaitUninterruptibly();
            if (!bound.isSuccess()) {
                listener.close();
                throw new AddressUnavailableException(i, endpoint, bound.cause());
            }
            listener.open.add(new OpenListener(endpoint, bound.channel(), entrances.get(i)));
        }
        return listener;
    }

    private static List<Entrance> entrances(List<Endpoint> endpoints, Doorkeeper doorkeeper)
            throws TlsUnusableException {
        var arithmetic = ServerTls.arithmetic();
        var entrances = new ArrayList<Entrance>();
        for (var endpoint : endpoints) {
            entrances.add(Entrance.of(endpoint, arithmetic, doorkeeper));
        }
        return entrances;
    }

    private static ServerBootstrap bootstrap(VertxInternal vertx) {
        return new ServerBootstrap()
                .group(vertx.acceptorEventLoopGroup(), vertx.nettyEventLoopGroup())
                .channelFactory(vertx.transport().serverChannelFactory(false))
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_BUFFER)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(512, 2048, MAXIMUM_READ_BYTES)
                                .maxMessagesPerRead(READS_PER_TURN));
    }

    /** In the order of their endpoints. */
    public List<OpenListener> all() {
        return List.copyOf(open);
    }

    /** Accepts nobody any more; connections that exist stay. */
    public void close() {
        open.forEach(OpenListener::close);
    }
}
