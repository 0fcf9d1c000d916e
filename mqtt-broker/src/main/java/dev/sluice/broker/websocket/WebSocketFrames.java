package dev.sluice.broker.websocket;

import dev.sluice.broker.origin.TurnedAway;
import dev.sluice.broker.publish.CloseReason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;

/**
 * Frames on the side of the socket, bytes on the side of MQTT. A packet may span frames and a frame may hold several packets (MQTT-6.0.0-2), so
 * what binary frames carry is passed on as it comes: fragments are not put together here. Event loop only.
 */
final class WebSocketFrames extends ChannelDuplexHandler {

    private final TurnedAway turnedAway;
    private final Consumer<CloseReason> close;
    private WebSocketCloseStatus farewell = WebSocketCloseStatus.NORMAL_CLOSURE;
    private boolean hasSaidFarewell;

    WebSocketFrames(TurnedAway turnedAway, Consumer<CloseReason> close) {
        this.turnedAway = turnedAway;
        this.close = close;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
        if (frame instanceof BinaryWebSocketFrame binary) {
            ctx.fireChannelRead(binary.content());
        } else if (frame instanceof ContinuationWebSocketFrame more) {
            ctx.fireChannelRead(more.content());
        } else if (frame instanceof PingWebSocketFrame ping) {
            ctx.writeAndFlush(new PongWebSocketFrame(ping.content()));
        } else if (frame instanceof PongWebSocketFrame pong) {
            pong.release();
        } else if (frame instanceof CloseWebSocketFrame goodbye) {
            goodbye.release();
            ctx.channel().close();
        } else {
            ReferenceCountUtil.release(frame);
            // MQTT-6.0.0-1
            end(ctx, WebSocketCloseStatus.INVALID_MESSAGE_TYPE, "it sent something else than binary WebSocket frames");
        }
    }

    private void end(ChannelHandlerContext ctx, WebSocketCloseStatus status, String why) {
        farewell = status;
        turnedAway.tell(ctx.channel(), why);
        close.accept(CloseReason.WEBSOCKET_FAILED);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object packet, ChannelPromise promise) {
        hasSaidFarewell |= packet instanceof CloseWebSocketFrame;
        ctx.write(packet instanceof ByteBuf bytes ? new BinaryWebSocketFrame(bytes) : packet, promise);
    }

    /** A last frame for a client that reads; nobody waits for one that does not. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!hasSaidFarewell && ctx.channel().isWritable()) {
            hasSaidFarewell = true;
            ctx.writeAndFlush(new CloseWebSocketFrame(farewell));
        }
        ctx.close(promise);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            end(ctx, corrupted.closeStatus(), "its WebSocket frames break the rules (" + corrupted.getMessage() + ")");
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }
}
