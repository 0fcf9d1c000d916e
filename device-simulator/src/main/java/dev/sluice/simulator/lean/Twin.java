package dev.sluice.simulator.lean;

import static io.netty.buffer.Unpooled.wrappedBuffer;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/** A second device with the first one's client id: connects, says nothing, and is content when it is thrown out in turn. */
final class Twin extends ChannelInboundHandlerAdapter {

    static final int LONGEST_SECONDS = 30;

    private final byte[] connect;

    Twin(byte[] connect) {
        this.connect = connect;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.writeAndFlush(wrappedBuffer(connect));
        context.executor().schedule(() -> context.close(), LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
