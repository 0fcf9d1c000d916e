package dev.sluice.broker.guard;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Holds back what promises something of a session, CONNACK or SUBACK say, until the session is on disk; whatever comes after
 * waits behind it, so that the device sees everything in its order. Without such a session it is not there at all. Event
 * loop only.
 */
public final class HeldAnswers extends ChannelOutboundHandlerAdapter {

    /** Beyond so many, QoS 0 messages for the device are dropped, as they are when it does not read. */
    private static final int MOST_WITH_QOS_0 = 1_000;

    /** Beyond so many the connection is closed: a device that goes on sending while the disk takes nothing must not fill the memory. */
    static final int MOST = 10_000;

    private record Held(Object packet, ChannelPromise promise, CompletableFuture<Void> durable) {}

    private static final CompletableFuture<Void> DURABLE = CompletableFuture.completedFuture(null);

    private final Supplier<CompletionStage<Void>> durable;
    private final Runnable dropped;
    private final ArrayDeque<Held> held = new ArrayDeque<>(0);
    private boolean holding;

    /**
     * @param durable completes, on any thread, when everything up to now is on disk
     * @param dropped told of each message that the device does not get
     */
    public HeldAnswers(Supplier<CompletionStage<Void>> durable, Runnable dropped) {
        this.durable = durable;
        this.dropped = dropped;
    }

    /** Whether this connection's session outlives it; known before CONNACK comes this way. */
    void holdUntilDurable(boolean kept) {
        holding = kept;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object packet, ChannelPromise promise) {
        var ready = holding && isPromise(packet) ? durable.get().toCompletableFuture() : DURABLE;
        boolean isReady =
                ready.isDone(); // asked once: it may change at any moment, and somebody must release what is held
        if (held.isEmpty() && isReady) {
            ctx.write(packet, promise);
        } else if (held.size() >= MOST_WITH_QOS_0 && isPublish(packet, MqttQoS.AT_MOST_ONCE)) {
            ReferenceCountUtil.release(packet);
            promise.setSuccess();
            dropped.run();
        } else if (held.size() >= MOST) {
            ReferenceCountUtil.release(packet);
            promise.setFailure(new ClosedChannelException());
            ctx.close(); // nobody is told anything that is not on disk; the device sends again what was not answered
        } else {
            held.add(new Held(packet, promise, ready));
            if (!isReady) {
                ready.thenRun(() -> ctx.executor().execute(() -> release(ctx)));
            }
        }
    }

    /** PUBLISH with QoS 2 and PUBREL rely on packet ids that the server must know again. */
    private static boolean isPromise(Object packet) {
        return packet instanceof MqttMessage message
                && switch (message.fixedHeader().messageType()) {
                    case CONNACK, SUBACK, UNSUBACK, PUBREL -> true;
                    default -> isPublish(packet, MqttQoS.EXACTLY_ONCE);
                };
    }

    private static boolean isPublish(Object packet, MqttQoS qos) {
        return packet instanceof MqttPublishMessage publish
                && publish.fixedHeader().qosLevel() == qos;
    }

    private void release(ChannelHandlerContext ctx) {
        boolean any = false;
        while (!held.isEmpty() && held.peek().durable().isDone()) {
            var next = held.poll();
            ctx.write(next.packet(), next.promise());
            any = true;
        }
        if (any) {
            ctx.flush();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        for (var next = held.poll(); next != null; next = held.poll()) {
            ReferenceCountUtil.release(next.packet());
            next.promise().tryFailure(new ClosedChannelException());
        }
    }
}
