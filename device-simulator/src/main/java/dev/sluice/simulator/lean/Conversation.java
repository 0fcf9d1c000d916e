package dev.sluice.simulator.lean;

import dev.sluice.simulator.endpoint.LinkEnd;
import dev.sluice.simulator.endpoint.ReasonCode;
import dev.sluice.simulator.fleet.Device;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.fleet.MqttVersion;
import dev.sluice.simulator.fleet.Shard;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.concurrent.TimeUnit;

/**
 * One connection of a device, from CONNECT to its end.
 *
 * <p>All answers of one read are taken before anything is written; then whatever the window has room for leaves as one write.
 */
final class Conversation extends ChannelInboundHandlerAdapter implements Answers {

    private static final int FIRST_ERROR = 0x80;
    private static final long CONNACK_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    // lives as long as the device
    private final LeanLink link;
    private final Device device;
    private final Shard shard;
    private final LinkSettings settings;
    private final LeanLink.State state;
    private final Outbox outbox;

    // lives as long as the connection
    private final byte[] connect;
    private final boolean clean;
    private final AnswerReader reader;
    private ChannelHandlerContext ctx;

    /** Since the broker accepted, and until the end. */
    private Flow flow;

    private LinkEnd end = LinkEnd.LOST;
    private long now = System.nanoTime();
    private long lastWriteNanos = now;
    private long pingedNanos;

    /**
     * @param connect the packet that begins it
     * @param clean whether that asks for a session without a past
     */
    Conversation(LeanLink link, Device device, Shard shard, LeanLink.State state, byte[] connect, boolean clean) {
        this.link = link;
        this.device = device;
        this.shard = shard;
        this.settings = device.plan().link();
        this.state = state;
        this.outbox = state.outbox();
        this.connect = connect;
        this.clean = clean;
        this.reader = new AnswerReader(this, settings.version() == MqttVersion.V5);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        outbox.add(connect);
        send();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        now = System.nanoTime();
        ByteBuf bytes = (ByteBuf) message;
        try {
            reader.read(bytes);
        } finally {
            bytes.release();
            outbox.writeTo(ctx.channel());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        publishWhatFits();
        ctx.flush();
    }

    private void publishWhatFits() {
        if (flow != null && flow.publishWhatFits(ctx, now)) {
            lastWriteNanos = now;
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            wake();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        link.ended(this, end);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            close(LinkEnd.of(handshake.cause()));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LinkEnd found = LinkEnd.of(cause);
        close(flow != null ? new LinkEnd(LinkEnd.LOST.reason(), found.detail()) : found);
    }

    /** The device may have something new. */
    void wake() {
        now = System.nanoTime();
        if (flow != null) {
            publishWhatFits();
            ctx.flush();
        }
    }

    /** Why it ended, if it was us who ended it. */
    LinkEnd endOr(LinkEnd otherwise) {
        return end == LinkEnd.LOST ? otherwise : end;
    }

    /** Ends the connection; of several reasons the first counts. */
    void close(LinkEnd why) {
        if (end == LinkEnd.LOST) {
            end = why;
        }
        flow = null;
        if (ctx != null) {
            ctx.close();
        }
    }

    void sayGoodbye() {
        if (flow != null) {
            outbox.add(Frames.DISCONNECT);
            send();
        }
        close(LinkEnd.QUIET);
    }

    /** Once a second: pings what is idle, gives up what is dead. */
    void look(long nowNanos) {
        long keepAlive = TimeUnit.SECONDS.toNanos(settings.keepAliveSeconds());
        if (flow == null) {
            if (nowNanos - lastWriteNanos > CONNACK_PATIENCE_NANOS) {
                close(LinkEnd.NO_CONNACK);
            }
        } else if (pingedNanos != 0
                && !device.plan().faults().readsSlowly() // its answer waits with the rest
                && nowNanos - pingedNanos > keepAlive) {
            close(LinkEnd.NO_PINGRESP);
        } else if (keepAlive > 0 && pingedNanos == 0 && nowNanos - lastWriteNanos > keepAlive / 2) {
            pingedNanos = nowNanos;
            outbox.add(Frames.PINGREQ);
            send();
        }
    }

    private void send() {
        outbox.writeTo(ctx.channel());
        ctx.flush();
        lastWriteNanos = System.nanoTime();
    }

    @Override
    public void connAck(boolean present, int reason, int receiveMaximum) {
        if (reason != 0) {
            close(LinkEnd.refused(reason, settings.version() == MqttVersion.V5));
            return;
        }
        if (link.begun(this)) {
            flow = new Flow(
                    device,
                    shard,
                    state,
                    present && !clean,
                    Math.min(settings.inFlight(), receiveMaximum),
                    device.messages().greetings(link.connection(), shard.clock().epochMillis(now)));
            beginReadingSlowly();
        }
    }

    private void beginReadingSlowly() {
        SlowReading slow = ctx.pipeline().get(SlowReading.class);
        if (slow != null) {
            shard.meter().fault("slow reader");
            if (subscribes()) {
                outbox.add(state.frames().subscribe(device.plan().faults().readTopic()));
                send();
            }
            slow.begin();
        }
    }

    @Override
    public void pubAck(int packetId, int reason) {
        if (flow != null) {
            flow.pubAck(packetId, reason, now);
        }
    }

    @Override
    public void pubRec(int packetId, int reason) {
        if (flow != null) {
            flow.pubRec(packetId, reason, now);
        }
    }

    @Override
    public void pubComp(int packetId) {
        if (flow != null) {
            flow.pubComp(packetId);
        }
    }

    private boolean subscribes() {
        return !device.plan().faults().readTopic().isEmpty();
    }

    @Override
    public void subAck(int reason) {
        if (reason >= FIRST_ERROR) {
            shard.refusedGreeting("subscription of " + device.name(), ReasonCode.text(reason));
        }
    }

    @Override
    public void pingResp() {
        pingedNanos = 0;
    }

    @Override
    public void disconnect(int reason) {
        close(LinkEnd.disconnected(reason));
    }

    @Override
    public void malformed(String what) {
        close(LinkEnd.malformed(what));
    }
}
