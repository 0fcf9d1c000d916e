package dev.sluice.simulator.lean;

import dev.sluice.simulator.endpoint.TlsPapers;
import dev.sluice.simulator.endpoint.TlsSettings;
import dev.sluice.simulator.fleet.Device;
import dev.sluice.simulator.fleet.DeviceLink;
import dev.sluice.simulator.fleet.LinkFactory;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.fleet.Shard;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** The lean publisher: one event loop per shard, one array per loop. */
public final class LeanFactory implements LinkFactory {

    private static final int ANSWERS_PER_READ = 4096;
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final MultiThreadIoEventLoopGroup group;
    private final Map<TlsSettings, SslContext> tls = new HashMap<>();
    private final Map<EventExecutor, Loop> loops = new IdentityHashMap<>();

    private record Loop(Bootstrap bootstrap, Outbox outbox, List<LeanLink> links) {}

    /** @param threads event loops; one carries several 100,000 messages a second */
    public LeanFactory(int threads) {
        this.group = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("lean", true), NioIoHandler.newFactory());
        for (EventExecutor executor : group) {
            loops.put(executor, new Loop(bootstrap((EventLoop) executor), new Outbox(), new ArrayList<>()));
        }
    }

    private static Bootstrap bootstrap(EventLoop loop) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(ANSWERS_PER_READ));
    }

    @Override
    public List<EventExecutor> executors() {
        List<EventExecutor> executors = new ArrayList<>();
        group.forEach(executors::add);
        return executors;
    }

    @Override
    public DeviceLink link(Device device, Shard shard) {
        Loop loop = loops.get(shard.executor());
        LinkSettings settings = device.plan().link();
        SslContext ssl = settings.address().transport().secure()
                ? tls.computeIfAbsent(settings.tls().of(device.name()), LeanFactory::context)
                : null;
        Line line = new Line(loop.bootstrap, settings, ssl, device.plan().faults());
        LeanLink link = new LeanLink(device, shard, line, loop.outbox);
        shard.executor().execute(() -> {
            if (loop.links.isEmpty()) {
                shard.executor().scheduleAtFixedRate(() -> lookAfter(loop), 1, 1, TimeUnit.SECONDS);
            }
            loop.links.add(link);
        });
        return link;
    }

    private static SslContext context(TlsSettings settings) {
        try {
            TlsPapers papers = TlsPapers.read(settings);
            SslContextBuilder builder = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .keyManager(papers.keys().orElse(null))
                    .trustManager(papers.trust().orElse(null));
            if (!papers.checksName()) {
                builder.endpointIdentificationAlgorithm(null);
            }
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalArgumentException("TLS cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void lookAfter(Loop loop) {
        long now = System.nanoTime();
        for (LeanLink link : loop.links) {
            link.look(now);
        }
    }

    @Override
    public boolean canFail() {
        return true;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
