package dev.sluice.simulator.lean;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.FixedRecvByteBufAllocator;
import java.util.concurrent.TimeUnit;

/** Reads from the socket no faster than told to, once it has begun; what the broker sends meanwhile is the broker's to keep. */
final class SlowReading extends ChannelDuplexHandler {

    private static final int READS_PER_SECOND = 4;
    private static final int LARGEST_READ = 4096;

    private final long bytesPerSecond;
    private boolean begun;
    private boolean waiting;
    private long nextReadNanos;

    private SlowReading(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** To be added to a channel that has not read yet, before all other handlers. */
    static SlowReading on(Channel channel, long bytesPerSecond) {
        int atOnce = (int) Math.max(1, Math.min(LARGEST_READ, bytesPerSecond / READS_PER_SECOND));
        channel.config().setAutoRead(false);
        channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(atOnce).maxMessagesPerRead(1));
        return new SlowReading(bytesPerSecond);
    }

    /** Until now it was as fast as any. */
    void begin() {
        begun = true;
        nextReadNanos = System.nanoTime();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.fireChannelActive();
        read(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (begun) {
            long cost = TimeUnit.SECONDS.toNanos(((ByteBuf) message).readableBytes()) / bytesPerSecond;
            nextReadNanos = Math.max(nextReadNanos, System.nanoTime()) + cost;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        read(context);
    }

    @Override
    public void read(ChannelHandlerContext context) {
        long wait = begun ? nextReadNanos - System.nanoTime() : 0;
        if (wait <= 0) {
            context.read();
        } else if (!waiting) {
            waiting = true;
            context.executor()
                    .schedule(
                            () -> {
                                waiting = false;
                                context.read();
                            },
                            wait,
                            TimeUnit.NANOSECONDS);
        }
    }
}
