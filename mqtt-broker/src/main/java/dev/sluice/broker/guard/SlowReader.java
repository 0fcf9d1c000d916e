package dev.sluice.broker.guard;

import dev.sluice.broker.publish.CloseReason;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ends a connection whose device takes nothing of what it asked for: what waits for it would only grow old in its queue,
 * and keep-alive cannot tell, since we do not read from a device that does not read from us. Event loop only.
 */
public final class SlowReader extends ChannelInboundHandlerAdapter {

    private final long patienceMillis;
    private final Consumer<CloseReason> close;
    private ScheduledFuture<?> closing;

    public SlowReader(GuardLimits limits, Consumer<CloseReason> close) {
        this.patienceMillis = limits.slowReaderTimeout().toMillis();
        this.close = close;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        stopWaiting();
        if (!ctx.channel().isWritable()) {
            closing = ctx.executor()
                    .schedule(() -> close.accept(CloseReason.SLOW_READER), patienceMillis, TimeUnit.MILLISECONDS);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stopWaiting();
        ctx.fireChannelInactive();
    }

    private void stopWaiting() {
        if (closing != null) {
            closing.cancel(false);
            closing = null;
        }
    }
}
