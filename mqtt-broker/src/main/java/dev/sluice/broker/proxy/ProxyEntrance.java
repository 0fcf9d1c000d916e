package dev.sluice.broker.proxy;

import dev.sluice.broker.limit.Doorkeeper;
import dev.sluice.broker.origin.TurnedAway;
import dev.sluice.broker.publish.CloseReason;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import java.util.function.Consumer;

/** A PROXY header in front of everything that comes in at one listener. */
public record ProxyEntrance(TrustedProxies trusted, TurnedAway turnedAway, Doorkeeper doorkeeper) {

    /** Of what a proxy may add to the addresses, which nobody reads here. */
    private static final int LARGEST_EXTRAS = 4 * 1024;

    /** @param close ends the connection for a reason that is counted */
    public void addTo(ChannelPipeline pipeline, Consumer<CloseReason> close) {
        pipeline.addLast("proxy-signature", new ProxySignature())
                .addLast("proxy-header", new HAProxyMessageDecoder(LARGEST_EXTRAS))
                .addLast("proxy-origin", new ProxyOrigin(this, close));
    }
}
