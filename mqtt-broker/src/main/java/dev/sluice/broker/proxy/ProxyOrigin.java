package dev.sluice.broker.proxy;

import dev.sluice.broker.origin.Origin;
import dev.sluice.broker.publish.CloseReason;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** Takes the header of one connection, if the proxy is believed, and leaves. Event loop only. */
final class ProxyOrigin extends ChannelInboundHandlerAdapter {

    private final ProxyEntrance entrance;
    private final Consumer<CloseReason> close;

    ProxyOrigin(ProxyEntrance entrance, Consumer<CloseReason> close) {
        this.entrance = entrance;
        this.close = close;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.fireChannelActive();
        if (!entrance.trusted().include(ctx.channel().remoteAddress())) {
            refuse(ctx, "it is not one of the listener's trusted proxies");
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var header = (HAProxyMessage) message;
        try {
            // A proxy that asks for itself whether we live (LOCAL) comes as itself, and so does what it cannot name.
            if (header.command() == HAProxyCommand.PROXY && isInternet(header)) {
                Origin.isBehindProxy(ctx.channel(), new InetSocketAddress(header.sourceAddress(), header.sourcePort()));
                if (!entrance.doorkeeper().admits(ctx.channel(), header.sourceAddress())) {
                    close.accept(CloseReason.QUOTA_EXCEEDED);
                }
            }
        } finally {
            header.release();
        }
        ctx.pipeline().remove(this);
    }

    private static boolean isInternet(HAProxyMessage header) {
        var family = header.proxiedProtocol().addressFamily();
        return family == AddressFamily.AF_IPv4 || family == AddressFamily.AF_IPv6;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof HAProxyProtocolException wrong) {
            refuse(ctx, "it did not begin with a PROXY header (" + wrong.getMessage() + ")");
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }

    private void refuse(ChannelHandlerContext ctx, String why) {
        entrance.turnedAway().tell(ctx.channel(), why);
        close.accept(CloseReason.PROXY_REFUSED);
    }
}
