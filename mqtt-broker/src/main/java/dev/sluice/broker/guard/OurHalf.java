package dev.sluice.broker.guard;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.netty.handler.ssl.SslHandler;

/** The half of a connection that we send on: ends while the other one goes on, so that what was sent before arrives. Event loop only. */
final class OurHalf {

    private OurHalf() {}

    static void close(ChannelHandlerContext context) {
        var channel = context.channel();
        if (channel.pipeline().get(WebSocketFrameEncoder.class) != null) {
            context.writeAndFlush(
                    new CloseWebSocketFrame(WebSocketCloseStatus.ENDPOINT_UNAVAILABLE)); // RFC 6455 §7.1.2
            return;
        }
        var tls = channel.pipeline().get(SslHandler.class);
        var before = tls == null ? channel.newSucceededFuture() : tls.closeOutbound();
        before.addListener(closed -> {
            if (channel instanceof DuplexChannel duplex && channel.isActive()) {
                duplex.shutdownOutput();
            }
        });
    }
}
