package dev.sluice.broker.listener;

import dev.sluice.broker.limit.Doorkeeper;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetSocketAddress;
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

    private final List<Channel> sockets = new ArrayList<>();

    /**
     * Opens every address or none.
     *
     * @throws AddressUnavailableException naming the address that cannot be had
     */
    public static MqttListener open(
            Vertx vertx, List<ListenAddress> addresses, Doorkeeper doorkeeper, ConnectionPipeline pipeline)
            throws AddressUnavailableException {
        var listener = new MqttListener();
        var internal = (VertxInternal) vertx;
        var bootstrap = new ServerBootstrap()
                .group(internal.acceptorEventLoopGroup(), internal.nettyEventLoopGroup())
                .channelFactory(internal.transport().serverChannelFactory(false))
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_BUFFER)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(512, 2048, MAXIMUM_READ_BYTES)
                                .maxMessagesPerRead(READS_PER_TURN))
                .handler(doorkeeper)
                .childHandler(pipeline);
        for (var address : addresses) {
            var bound = bootstrap.bind(address.host(), address.port()).awaitUninterruptibly();
            if (!bound.isSuccess()) {
                listener.close();
                throw new AddressUnavailableException(listener.sockets.size(), address, bound.cause());
            }
            listener.sockets.add(bound.channel());
        }
        return listener;
    }

    /** The ports in the order of their addresses; real ones where 0 was asked for. */
    public List<Integer> ports() {
        return sockets.stream()
                .map(socket -> ((InetSocketAddress) socket.localAddress()).getPort())
                .toList();
    }

    /** Accepts nobody any more; connections that exist stay. */
    public void close() {
        sockets.forEach(socket -> socket.close().awaitUninterruptibly());
    }
}
