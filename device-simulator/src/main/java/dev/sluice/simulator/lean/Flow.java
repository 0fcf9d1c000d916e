package dev.sluice.simulator.lean;

import dev.sluice.simulator.endpoint.ReasonCode;
import dev.sluice.simulator.fleet.Device;
import dev.sluice.simulator.fleet.Shard;
import dev.sluice.simulator.telemetry.Notice;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;

/**
 * What goes out on one connection once the broker has accepted it, in this order: the greetings of the connection, what an earlier one left
 * unanswered, new messages. Greetings and messages share the window. Answers are taken here too.
 */
final class Flow {

    private static final int FIRST_ERROR = 0x80;
    private static final int QOS0_BATCH = 64;
    private static final int TURN = 1024;

    private final Device device;
    private final Shard shard;
    private final Frames frames;
    private final Unanswered unanswered;
    private final Greetings greetings;
    private final Outbox outbox;
    private final boolean sessionPresent;
    private final int window;
    private boolean publishing;

    /**
     * @param sessionPresent whether the broker knows what an earlier connection sent
     * @param window unanswered greetings and messages, at most
     * @param hello what to say first
     */
    Flow(Device device, Shard shard, LeanLink.State state, boolean sessionPresent, int window, List<Notice> hello) {
        this.device = device;
        this.shard = shard;
        this.frames = state.frames();
        this.unanswered = state.unanswered();
        this.greetings = state.greetings();
        this.outbox = state.outbox();
        this.sessionPresent = sessionPresent;
        this.window = Math.min(window, Unanswered.LARGEST_ID);
        if (sessionPresent) {
            unanswered.resume();
        } else {
            unanswered.restart();
        }
        greetings.begin(sessionPresent, hello);
    }

    /** Room in the window, for greetings and messages together. */
    private int room() {
        return window - unanswered.onTheWire() - greetings.onTheWire();
    }

    /**
     * Writes whatever there is room for, and flushes only what it must.
     *
     * @param now {@code System.nanoTime()} of this turn
     * @return whether there was anything
     */
    boolean publishWhatFits(ChannelHandlerContext context, long now) {
        // A flush can make the channel writable again, which leads back here.
        if (publishing) {
            return false;
        }
        publishing = true;
        try {
            boolean wrote = greet();
            if (greetings.allSent()) {
                wrote |= repeat(context);
                wrote |= publishNew(context, now);
            }
            return wrote;
        } finally {
            publishing = false;
            outbox.writeTo(context.channel());
        }
    }

    private boolean greet() {
        boolean wrote = false;
        while (!greetings.allSent()) {
            Greetings.Greeting greeting = greetings.next();
            if (greeting.packetId != 0 && (room() <= 0 || greetings.onTheWire() == Greetings.MOST)) {
                break;
            }
            if (greeting.received) {
                Frames.pubRel(outbox, greeting.packetId);
            } else {
                frames.publish(outbox, greeting.again, greeting.packetId, greeting.notice);
            }
            greetings.sent();
            wrote = true;
        }
        return wrote;
    }

    private boolean repeat(ChannelHandlerContext context) {
        int repeated = 0;
        while (unanswered.hasWaiting() && room() > 0) {
            repeated += sendAgain(context, unanswered.takeWaiting()) ? 1 : 0;
        }
        if (repeated > 0) {
            shard.repeated(repeated);
        }
        return repeated > 0;
    }

    private boolean sendAgain(ChannelHandlerContext context, int slot) {
        int packetId = unanswered.packetId(slot);
        switch (unanswered.state(slot)) {
            case Unanswered.OUT -> {
                int seq = unanswered.seq(slot);
                long time = shard.clock().epochMillis(unanswered.firstSentNanos(slot));
                publish(context, sessionPresent, packetId, device.messages().qos(seq), seq, time);
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
    private boolean publishNew(ChannelHandlerContext context, long now) {
        if (unanswered.hasWaiting()) {
            return false;
        }
        long time = shard.clock().epochMillis(now);
        int turn = TURN;
        int unflushed = 0;
        while (turn > 0 && device.isDue()) {
            int seq = device.nextSeq();
            int qos = device.messages().qos(seq);
            if (qos == 0 ? unflushed == 0 && !context.channel().isWritable() : room() <= 0) {
                break;
            }
            long due = device.takeNext(now);
            if (qos == 0) {
                publish(context, false, 0, 0, seq, time);
                if (++unflushed == QOS0_BATCH) {
                    unflushed = 0;
                    outbox.writeTo(context.channel());
                    context.flush();
                }
            } else {
                int slot = unanswered.add(seq, due, now);
                publish(context, false, unanswered.packetId(slot), qos, seq, time);
            }
            turn--;
        }
        if (turn == 0) {
            context.executor().execute(() -> device.link().wake());
        }
        return turn < TURN;
    }

    private void publish(
            ChannelHandlerContext context, boolean again, int packetId, int qos, int seq, long epochMillis) {
        frames.publish(outbox, again, packetId, qos, seq, epochMillis);
        if (outbox.isLarge()) {
            outbox.writeTo(context.channel());
        }
    }

    void pubAck(int packetId, int reason, long now) {
        if (packetId >= Greetings.FIRST_ID) {
            greetingAnswered(packetId, reason, true);
            return;
        }
        int slot = unanswered.find(packetId);
        if (slot == Unanswered.NOT_FOUND) {
            shard.trouble("PUBACK for packet id " + packetId + ", which " + device.name() + " does not wait for");
            return;
        }
        settle(slot, reason, now);
        unanswered.done(slot);
    }

    void pubRec(int packetId, int reason, long now) {
        if (packetId >= Greetings.FIRST_ID) {
            greetingAnswered(packetId, reason, false);
            return;
        }
        int slot = unanswered.find(packetId);
        if (slot != Unanswered.NOT_FOUND && unanswered.state(slot) == Unanswered.OUT) {
            settle(slot, reason, now);
            if (reason >= FIRST_ERROR) {
                unanswered.done(slot);
                return;
            }
            unanswered.received(slot);
        }
        Frames.pubRel(outbox, packetId);
    }

    void pubComp(int packetId) {
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

    private void settle(int slot, int reason, long now) {
        int seq = unanswered.seq(slot);
        if (reason < FIRST_ERROR) {
            device.acknowledged(seq, unanswered.dueNanos(slot), unanswered.firstSentNanos(slot), now);
        } else {
            device.refused(seq, ReasonCode.text(reason));
        }
    }
}
