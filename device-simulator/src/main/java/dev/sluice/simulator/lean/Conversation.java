package dev.sluice.simulator.lean;

import dev.sluice.simulator.fleet.Device;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.fleet.MqttVersion;
import dev.sluice.simulator.fleet.Shard;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Locale;
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
    private static final int QOS0_TURN = 1024;
    private static final long CONNACK_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    // lives as long as the device
    private final LeanLink link;
    private final Device device;
    private final Shard shard;
    private final LinkSettings settings;
    private final Frames frames;
    private final Unanswered unanswered;
    private final Outbox outbox;

    // lives as long as the connection
    private final boolean clean;
    private final AnswerReader reader;
    private ChannelHandlerContext ctx;
    private boolean ready;
    private boolean sessionPresent;
    private int window;
    private String end = "connection lost";
    private long now = System.nanoTime();
    private long lastWriteNanos = now;
    private long pingedNanos;

    Conversation(
            LeanLink link, Device device, Shard shard, LinkSettings settings, LeanLink.State state, boolean clean) {
        this.link = link;
        this.device = device;
        this.shard = shard;
        this.settings = settings;
        this.frames = state.frames();
        this.unanswered = state.unanswered();
        this.outbox = state.outbox();
        this.clean = clean;
        this.reader = new AnswerReader(this, settings.version() == MqttVersion.V5);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        ctx = context;
        outbox.add(frames.connect(clean));
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
        if (settings.qos() == 0 && context.channel().isWritable()) {
            wake();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        link.ended(this, end);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close(String.valueOf(cause.getMessage()));
    }

    /** The device may have something new. */
    void wake() {
        now = System.nanoTime();
        publishWhatFits();
        if (ctx != null) {
            ctx.flush();
        }
    }

    /** Ends the connection; {@code why} is for people. */
    void close(String why) {
        end = why;
        if (ctx != null) {
            ctx.close();
        }
    }

    void sayGoodbye() {
        if (ready) {
            outbox.add(Frames.DISCONNECT);
            send();
        }
        close("");
    }

    /** Once a second: pings what is idle, gives up what is dead. */
    void look(long nowNanos) {
        long keepAlive = TimeUnit.SECONDS.toNanos(settings.keepAliveSeconds());
        if (!ready) {
            if (nowNanos - lastWriteNanos > CONNACK_PATIENCE_NANOS) {
                close("the broker does not answer CONNECT");
            }
        } else if (pingedNanos != 0 && nowNanos - pingedNanos > keepAlive) {
            close("the broker does not answer PINGREQ");
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

    private void publishWhatFits() {
        if (!ready) {
            return;
        }
        if (settings.qos() == 0) {
            publishUnanswerable();
        } else {
            publishWithinWindow();
        }
    }

    private void publishWithinWindow() {
        int room = window - unanswered.onTheWire();
        int repeated = 0;
        while (room > 0 && unanswered.hasWaiting()) {
            repeated += sendAgain(unanswered.takeWaiting()) ? 1 : 0;
            room = window - unanswered.onTheWire();
        }
        if (repeated > 0) {
            shard.repeated(repeated);
        }
        int fresh = Math.min(room, device.available());
        if (fresh > 0) {
            long time = shard.clock().epochMillis(now);
            for (int i = 0; i < fresh; i++) {
                int seq = device.takeNext();
                int slot = unanswered.add(seq, now);
                publish(false, unanswered.packetId(slot), seq, time);
            }
            lastWriteNanos = now;
        }
        outbox.writeTo(ctx.channel());
    }

    private boolean sendAgain(int slot) {
        int packetId = unanswered.packetId(slot);
        switch (unanswered.state(slot)) {
            case Unanswered.OUT -> {
                long time = shard.clock().epochMillis(unanswered.firstSentNanos(slot));
                publish(sessionPresent, packetId, unanswered.seq(slot), time);
                return true;
            }
            case Unanswered.RECEIVED -> release(packetId);
            default -> {}
        }
        return false;
    }

    /** At QoS 0 only the socket says when it is enough; after a long turn the other connections come first. */
    private void publishUnanswerable() {
        int turn = QOS0_TURN;
        while (turn > 0 && ctx.channel().isWritable()) {
            int batch = Math.min(QOS0_BATCH, device.available());
            if (batch <= 0) {
                return;
            }
            long time = shard.clock().epochMillis(now);
            for (int i = 0; i < batch; i++) {
                publish(false, 0, device.takeNext(), time);
            }
            lastWriteNanos = now;
            outbox.writeTo(ctx.channel());
            ctx.flush();
            turn -= batch;
        }
        if (turn <= 0) {
            ctx.executor().execute(this::wake);
        }
    }

    private void publish(boolean again, int packetId, int seq, long epochMillis) {
        byte[] target = outbox.reserve(frames.largestPublish(seq));
        outbox.writtenUpTo(frames.publish(target, outbox.position(), again, packetId, seq, epochMillis));
        if (outbox.isLarge()) {
            outbox.writeTo(ctx.channel());
        }
    }

    private void release(int packetId) {
        byte[] target = outbox.reserve(4);
        outbox.writtenUpTo(Frames.pubRel(target, outbox.position(), packetId));
    }

    @Override
    public void connAck(boolean present, int reason, int receiveMaximum) {
        if (reason != 0) {
            close("the broker refuses the connection, code " + hex(reason));
            return;
        }
        sessionPresent = present && !clean;
        if (sessionPresent) {
            unanswered.resume();
        } else {
            unanswered.restart();
        }
        window = Math.min(settings.inFlight(), receiveMaximum);
        ready = link.begun(this);
    }

    @Override
    public void pubAck(int packetId, int reason) {
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
        int slot = unanswered.find(packetId);
        if (slot != Unanswered.NOT_FOUND && unanswered.state(slot) == Unanswered.OUT) {
            settle(slot, reason);
            if (reason >= FIRST_ERROR) {
                unanswered.done(slot);
                return;
            }
            unanswered.received(slot);
        }
        release(packetId);
    }

    @Override
    public void pubComp(int packetId) {
        int slot = unanswered.find(packetId);
        if (slot != Unanswered.NOT_FOUND && unanswered.state(slot) == Unanswered.RECEIVED) {
            unanswered.done(slot);
        }
    }

    private void settle(int slot, int reason) {
        int seq = unanswered.seq(slot);
        if (reason < FIRST_ERROR) {
            device.acknowledged(seq, unanswered.firstSentNanos(slot), now);
        } else {
            device.refused(seq, "reason " + hex(reason));
        }
    }

    @Override
    public void pingResp() {
        pingedNanos = 0;
    }

    @Override
    public void disconnect(int reason) {
        close("the broker disconnected, reason " + hex(reason));
    }

    @Override
    public void malformed(String what) {
        close("the broker sent " + what);
    }

    private static String hex(int code) {
        return String.format(Locale.ROOT, "0x%02X", code);
    }
}
