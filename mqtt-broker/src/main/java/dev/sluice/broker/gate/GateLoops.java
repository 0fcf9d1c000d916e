package dev.sluice.broker.gate;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;

/** One {@link GateLoop} for each event loop of the server. Immutable once made. */
public final class GateLoops {

    private final Map<EventExecutor, GateLoop> loops = new IdentityHashMap<>();

    public GateLoops(EventLoopGroup group) {
        var random = new SecureRandom();
        for (var executor : group) {
            loops.put(executor, new GateLoop((EventLoop) executor, random));
        }
    }

    public GateLoop of(EventLoop eventLoop) {
        return loops.get(eventLoop);
    }

    public Collection<GateLoop> all() {
        return loops.values();
    }

    public void stop() {
        loops.values().forEach(GateLoop::stop);
    }
}
