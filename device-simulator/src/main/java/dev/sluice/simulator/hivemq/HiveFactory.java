package dev.sluice.simulator.hivemq;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import dev.sluice.simulator.endpoint.TlsPapers;
import dev.sluice.simulator.endpoint.TlsSettings;
import dev.sluice.simulator.fleet.Device;
import dev.sluice.simulator.fleet.DeviceLink;
import dev.sluice.simulator.fleet.LinkFactory;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.fleet.MqttVersion;
import dev.sluice.simulator.fleet.Shard;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.reactivex.schedulers.Schedulers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The HiveMQ MQTT client: one thread per shard for the devices' applications, as many again for the library. */
public final class HiveFactory implements LinkFactory {

    private static final int GOODBYE_SECONDS = 2;

    private final Map<TlsSettings, TlsPapers> papers = new HashMap<>();
    private final DefaultEventLoopGroup group;
    private final int threads;
    private final List<HiveLink> links = new ArrayList<>();

    public HiveFactory(int threads) {
        this.threads = threads;
        this.group = new DefaultEventLoopGroup(threads, new DefaultThreadFactory("devices", true));
    }

    @Override
    public List<EventExecutor> executors() {
        List<EventExecutor> executors = new ArrayList<>();
        group.forEach(executors::add);
        return executors;
    }

    @Override
    public DeviceLink link(Device device, Shard shard) {
        MqttClientExecutorConfig executors = MqttClientExecutorConfig.builder()
                .nettyThreads(threads)
                .applicationScheduler(Schedulers.from(new OpenEnded(shard.executor())))
                .build();
        LinkSettings settings = device.plan().link();
        Optional<TlsPapers> tls = settings.address().transport().secure()
                ? Optional.of(papers.computeIfAbsent(settings.tls().of(device.name()), HiveFactory::read))
                : Optional.empty();
        Transports transports = new Transports(settings.address(), tls, executors);
        HiveLink link = new HiveLink(
                device,
                shard,
                listener -> settings.version() == MqttVersion.V5
                        ? new HiveConnectionV5(device, transports, listener)
                        : new HiveConnectionV3(device, transports, listener));
        links.add(link);
        return link;
    }

    private static TlsPapers read(TlsSettings settings) {
        try {
            return TlsPapers.read(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The library does not let go of its sockets. */
    @Override
    public boolean canFail() {
        return false;
    }

    @Override
    public void close() {
        CompletableFuture.allOf(links.stream().map(HiveLink::goodbye).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, GOODBYE_SECONDS, TimeUnit.SECONDS)
                .join();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
