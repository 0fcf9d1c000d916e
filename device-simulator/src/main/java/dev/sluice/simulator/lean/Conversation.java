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
 * <p>All answers of one read are taken before anything is written; then whatever the window has room for leaves as one write: first
 * what an earlier connection left unanswered, in order, then new messages.
 */
final class Conversation extends ChannelInboundHandlerAdapter implements Answers {

    private static final int FIRST_ERROR = 0x80;
    private static final int QOS0_BATCH = 64;
    private static final int TURN = 1024;
    private static final long CONNACK_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    // lives as long as the device
    private final LeanLink link;
    private final Device device;
    private final Shard shard;
    private final LinkSettings settings;
    private final Frames frames;
    private final Unanswered unanswered;
    private final Greetings greetings;
    private final Outbox outbox;

    // lives as long as the connection
    private final byte[] connect;
    private final boolean clean;
    private final AnswerReader reader;
    private ChannelHandlerContext ctx;
    private boolean ready;
    private boolean publishing;
    private boolean sessionPresent;
    private int window;
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
        this.frames = state.frames();
        this.unanswered = state.unanswered();
        this.greetings = state.greetings();
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
        close(ready ? new LinkEnd(LinkEnd.LOST.reason(), found.detail()) : found);
    }

    /** The device may have something new. */
    void wake() {
        now = System.nanoTime();
        if (ready) {
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
        ready = false;
        if (ctx != null) {
            ctx.close();
        }
    }

    void sayGoodbye() {
        if (ready) {
            outbox.add(Frames.DISCONNECT);
            send();
        }
        close(LinkEnd.QUIET);
    }

    /** Once a second: pings what is idle, gives up what is dead. */
    void look(long nowNanos) {
        long keepAlive = TimeUnit.SECONDS.toNanos(settings.keepAliveSeconds());
        if (!ready) {
            if (nowNanos - lastWriteNanos > CONNACK_PATIENCE_NANOS) {
                close(LinkEnd.NO_CONNACK);
            }
        } else if (pingedNanos != 0 && nowNanos - pingedNanos > keepAlive) {
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

    /** Room in the window, for greetings and messages together. */
    private int room() {
        return window - unanswered.onTheWire() - greetings.onTheWire();
    }

    private void publishWhatFits() {
        // A flush can make the channel writable again, which leads back here.
        if (!ready || publishing) {
            return;
        }
        publishing = true;
        try {
            greet();
            if (greetings.allSent()) {
                repeat();
                publishNew();
            }
        } finally {
            publishing = false;
            outbox.writeTo(ctx.channel());
        }
    }

    private void greet() {
        while (!greetings.allSent()) {
            Greetings.Greeting greeting = greetings.next();
            if (greeting.packetId != 0 && room() <= 0) {
                return;
            }
            if (greeting.received) {
                Frames.pubRel(outbox, greeting.packetId);
            } else {
                frames.publish(outbox, greeting.again, greeting.packetId, greeting.notice);
            }
            greetings.sent();
            lastWriteNanos = now;
        }
    }

    private void repeat() {
        int repeated = 0;
        while (unanswered.hasWaiting() && room() > 0) {
            repeated += sendAgain(unanswered.takeWaiting()) ? 1 : 0;
        }
        if (repeated > 0) {
            shard.repeated(repeated);
        }
    }

    private boolean sendAgain(int slot) {
        int packetId = unanswered.packetId(slot);
        switch (unanswered.state(slot)) {
            case Unanswered.OUT -> {
                int seq = unanswered.seq(slot);
                long time = shard.clock().epochMillis(unanswered.firstSentNanos(slot));
                publish(sessionPresent, packetId, device.messages().qos(seq), seq, time);
                return true;
            }
            case Unanswered.RECEIVED -> Frames.pubRel(outbox, packetId);
            default -> {}
        }
        return false;
    }

    /**
     * In the order of their numbers, whatever their QoS: one that the window has no room for holds back those behind it. At QoS 0 only
     * the socket says when it is enough. After a long turn the other connections come first.
     */
    private void publishNew() {
        if (unanswered.hasWaiting()) {
            return;
        }
        long time = shard.clock().epochMillis(now);
        int turn = TURN;
        int unflushed = 0;
        while (turn > 0 && device.isDue(now)) {
            int seq = device.nextSeq();
            int qos = device.messages().qos(seq);
            if (qos == 0 ? unflushed == 0 && !ctx.channel().isWritable() : room() <= 0) {
                break;
            }
            long due = device.takeNext(now);
            if (qos == 0) {
                publish(false, 0, 0, seq, time);
                if (++unflushed == QOS0_BATCH) {
                    unflushed = 0;
                    outbox.writeTo(ctx.channel());
                    ctx.flush();
                }
            } else {
                int slot = unanswered.add(seq, due, now);
                publish(false, unanswered.packetId(slot), qos, seq, time);
            }
            turn--;
        }
        if (turn < TURN) {
            lastWriteNanos = now;
        }
        if (turn == 0) {
            ctx.executor().execute(this::wake);
        }
    }

    private void publish(boolean again, int packetId, int qos, int seq, long epochMillis) {
        frames.publish(outbox, again, packetId, qos, seq, epochMillis);
        if (outbox.isLarge()) {
            outbox.writeTo(ctx.channel());
        }
    }

    @Override
    public void connAck(boolean present, int reason, int receiveMaximum) {
        if (reason != 0) {
            close(LinkEnd.refused(reason, settings.version() == MqttVersion.V5));
            return;
        }
        sessionPresent = present && !clean;
        if (sessionPresent) {
            unanswered.resume();
        } else {
            unanswered.restart();
        }
        window = Math.min(Math.min(settings.inFlight(), receiveMaximum), Unanswered.LARGEST_ID);
        ready = link.begun(this);
        if (ready) {
            greetings.begin(
                    sessionPresent,
                    device.messages().greetings(link.connection(), shard.clock().epochMillis(now)));
            beginReadingSlowly();
        }
    }

    private void beginReadingSlowly() {
        SlowReading slow = ctx.pipeline().get(SlowReading.class);
        if (slow != null) {
            shard.meter().fault("slow reader");
            slow.begin();
        }
    }

    @Override
    public void pubAck(int packetId, int reason) {
        if (packetId >= Greetings.FIRST_ID) {
            greetingAnswered(packetId, reason, true);
            return;
        }
        int slot = unanswered.find(packetId);
        if (slot == Unanswered.NOT_FOUND) {
            shard.trouble("PUBACK for packet id " + packetId + ", which " + device.name() + " does not wait for");
            return;
        }
        settle(slot, reason);
        unanswered.done(slot);
    }

    @Override
    public void pubRec(int packetId, int reason) {
        if (packetId >= Greetings.FIRST_ID) {
            greetingAnswered(packetId, reason, false);
            return;
        }
        int slot = unanswered.find(packetId);
        if (slot != Unanswered.NOT_FOUND && unanswered.state(slot) == Unanswered.OUT) {
            settle(slot, reason);
            if (reason >= FIRST_ERROR) {
                unanswered.done(slot);
                return;
            }
            unanswered.received(slot);
        }
        Frames.pubRel(outbox, packetId);
    }

    @Override
    public void pubComp(int packetId) {
        if (packetId >= Greetings.FIRST_ID) {
            greetingAnswered(packetId, 0, true);
            return;
        }
        int slot = unanswered.find(packetId);
        if (slot != Unanswered.NOT_FOUND && unanswered.state(slot) == Unanswered.RECEIVED) {
            unanswered.done(slot);
        }
    }

    private void greetingAnswered(int packetId, int reason, boolean atLast) {
        Greetings.Greeting greeting = greetings.find(packetId);
        if (greeting == null) {
            return;
        }
        if (reason >= FIRST_ERROR) {
            shard.refusedGreeting("greeting of " + device.name(), ReasonCode.text(reason));
        }
        if (atLast || reason >= FIRST_ERROR) {
            greetings.done(greeting);
        } else {
            greeting.received = true;
            Frames.pubRel(outbox, packetId);
        }
    }

    private void settle(int slot, int reason) {
        int seq = unanswered.seq(slot);
        if (reason < FIRST_ERROR) {
            device.acknowledged(seq, unanswered.dueNanos(slot), unanswered.firstSentNanos(slot), now);
        } else {
            device.refused(seq, ReasonCode.text(reason));
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
