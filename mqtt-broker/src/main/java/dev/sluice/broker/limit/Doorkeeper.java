package dev.sluice.broker.limit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands at every server socket, before a connection costs anything: turns away what is too much for one address or for all, and lets the
 * rest in no faster than the rate. Who waits waits in the system's backlog and is not refused.
 */
public final class Doorkeeper {

    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);
    private static final long COMPLAIN_EVERY_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final BrokerLimits limits;
    private final LimitCounts counts;
    private final Census addresses;
    private final ConnectRate rate;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong complainedNanos = new AtomicLong(System.nanoTime() - COMPLAIN_EVERY_NANOS);

    public Doorkeeper(BrokerLimits limits, LimitCounts counts) {
        this.limits = limits;
        this.counts = counts;
        this.addresses = new Census(limits.connectionsPerAddress());
        this.rate = new ConnectRate(limits.connectRate(), System.nanoTime());
    }

    /**
     * What stands at one server socket.
     *
     * @param behindProxy whether every connection there has the address of a proxy, and its own is known later: then ask {@link #admits}
     */
    public ChannelHandler at(boolean behindProxy) {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object accepted) {
                accepted(ctx, (Channel) accepted, behindProxy);
            }
        };
    }

    private void accepted(ChannelHandlerContext ctx, Channel connection, boolean behindProxy) {
        if (open.get() >= limits.connections()) {
            turnAway(connection, Limit.CONNECTIONS, "mqtt.limits.connections: " + limits.connections() + " are open");
            return;
        }
        if (!behindProxy && !admits(connection, address(connection))) {
            return;
        }
        open.incrementAndGet();
        connection.closeFuture().addListener(closed -> open.decrementAndGet());
        long wait = rate.take(System.nanoTime());
        if (wait > 0) {
            pause(ctx, wait);
        }
        ctx.fireChannelRead(connection);
    }

    /** Counts a connection for its address until it closes; closes it if there are too many. */
    public boolean admits(Channel connection, String address) {
        if (!addresses.enter(address)) {
            turnAway(
                    connection,
                    Limit.CONNECTIONS_PER_ADDRESS,
                    "mqtt.limits.connections-per-address: " + address + " has " + limits.connectionsPerAddress());
            return false;
        }
        connection.closeFuture().addListener(closed -> addresses.leave(address));
        return true;
    }

    private void pause(ChannelHandlerContext ctx, long nanos) {
        var config = ctx.channel().config();
        if (config.isAutoRead()) {
            counts.reached(Limit.CONNECT_RATE);
            config.setAutoRead(false);
            ctx.executor().schedule(() -> config.setAutoRead(true), nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void turnAway(Channel connection, Limit limit, String why) {
        counts.reached(limit);
        if (connection.isRegistered()) {
            connection.close();
        } else {
            connection.unsafe().closeForcibly();
        }
        long now = System.nanoTime();
        long before = complainedNanos.get();
        if (now - before > COMPLAIN_EVERY_NANOS && complainedNanos.compareAndSet(before, now)) {
            LOG.warn(
                    "A connection was closed before it could say anything ({}). Whoever is connected does not notice."
                            + " sluice_limits_reached_total counts them.",
                    why);
        }
    }

    private static String address(Channel connection) {
        return connection.remoteAddress() instanceof InetSocketAddress internet
                ? internet.getAddress().getHostAddress()
                : String.valueOf(connection.remoteAddress());
    }

    /** Connections that are open now. */
    public int open() {
        return open.get();
    }
}
