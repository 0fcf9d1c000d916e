package dev.sluice.broker.guard;

import dev.sluice.broker.gate.AckGate;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.TimeUnit;

/**
 * One connected device is sent away. Event loop only.
 *
 * <pre>
 *  not read any more ─▶ every answer that it waits for, and its will stored ─▶ DISCONNECT, our half closed ─▶ its end, or ours
 *                       └────── at most the patience ──────┘                   └─ what it still sends goes unheard ─┘
 * </pre>
 *
 * A socket that is closed with something unread makes the other side forget what it has not read itself: acknowledgements, and that it should
 * go elsewhere. So the device is the first to close, unless it takes its time.
 */
final class Departure {

    private final Departures all;
    private final ProtocolGuard guard;
    private final ChannelHandlerContext context;
    private final AckGate gate;

    private boolean isAnswered;
    private boolean isWillStored;
    private boolean isTold;

    Departure(Departures all, ProtocolGuard guard, ChannelHandlerContext context, AckGate gate) {
        this.all = all;
        this.guard = guard;
        this.context = context;
        this.gate = gate;
    }

    void begin(Estate estate) {
        if (gate.isLeft()) {
            return; // it is being sent away already
        }
        context.executor().schedule(this::tell, all.terms().patience().toNanos(), TimeUnit.NANOSECONDS);
        estate.publishWillAhead(() -> context.executor().execute(() -> {
            isWillStored = true;
            tellIfReady();
        }));
        gate.leave(() -> {
            isAnswered = true;
            tellIfReady();
        });
    }

    private void tellIfReady() {
        if (isAnswered && isWillStored) {
            tell();
        }
    }

    private void tell() {
        if (isTold || !context.channel().isActive()) {
            return;
        }
        isTold = true;
        all.told(gate.endInSilence());
        guard.farewell(all.reason(), all.farewell()).addListener(said -> OurHalf.close(context));
        context.executor().schedule(() -> context.close(), Departures.LINGER.toMillis(), TimeUnit.MILLISECONDS);
    }
}
