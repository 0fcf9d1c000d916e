package dev.sluice.broker.guard;

import dev.sluice.broker.publish.CloseReason;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Devices are sent away for one reason: everybody who is connected, a few at a time, so that they do not all knock at another server at once; or one
 * by one.
 *
 * <p>Each event loop sees to its own, evenly over the time, in an order that chance makes: devices that connected together, of one
 * site say, do not go together. The figures are for any thread.
 */
public final class Departures {

    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);
    private static final long SLICE_MILLIS = 20;

    /** For a device to hear what it was told and to close. */
    public static final Duration LINGER = Duration.ofSeconds(2);

    private final SendOff terms;
    private final CloseReason reason;
    private final String words;
    private final long beganNanos = System.nanoTime();
    private final LongAdder sentAway = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder messagesOwed = new LongAdder();

    /** @param words for people */
    Departures(SendOff terms, CloseReason reason, String words) {
        this.terms = terms;
        this.reason = reason;
        this.words = words;
    }

    SendOff terms() {
        return terms;
    }

    CloseReason reason() {
        return reason;
    }

    Farewell farewell() {
        return new Farewell(words, terms.serverReference());
    }

    void begin(Collection<ProtocolGuard> open) {
        Map<EventExecutor, List<ProtocolGuard>> byLoop = new HashMap<>();
        open.forEach(guard ->
                byLoop.computeIfAbsent(guard.loop(), loop -> new ArrayList<>()).add(guard));
        byLoop.forEach((loop, guards) -> {
            Collections.shuffle(guards);
            loop.execute(new OneLoop(loop, guards));
        });
    }

    /** A connection that was accepted just before nobody was any more. */
    void late(ProtocolGuard guard) {
        guard.loop().execute(() -> sendAway(guard));
    }

    /** One alone. Its event loop only. */
    void sendAway(ProtocolGuard guard) {
        try {
            guard.sendAway(this);
        } catch (RuntimeException bug) { // of one connection: the others have their turn
            LOG.warn("A device could not be sent away in good order; its connection is closed", bug);
            guard.close(reason);
        }
    }

    /** @param owed messages that the device has no answer to */
    void told(int owed) {
        sentAway.increment();
        messagesOwed.add(owed);
        if (owed > 0) {
            unanswered.increment();
        }
    }

    /** Devices that have been told to go, or closed as MQTT 3.1.1 has no word for it. */
    public long sentAway() {
        return sentAway.sum();
    }

    /** Those among them that went without an answer to all of their messages. */
    public long unanswered() {
        return unanswered.sum();
    }

    /** Messages of theirs; they were not acknowledged and are sent again. */
    public long messagesOwed() {
        return messagesOwed.sum();
    }

    /** How many of so many have had their turn after that time: the first at once, the others evenly. */
    static int due(int all, long elapsedNanos, long spreadNanos) {
        return elapsedNanos >= spreadNanos ? all : Math.min(all, 1 + (int) ((double) all * elapsedNanos / spreadNanos));
    }

    /** Connections of one event loop, and run by it. */
    private final class OneLoop implements Runnable {

        private final EventExecutor loop;
        private final Deque<ProtocolGuard> waiting;
        private final int all;

        OneLoop(EventExecutor loop, List<ProtocolGuard> guards) {
            this.loop = loop;
            this.waiting = new ArrayDeque<>(guards);
            this.all = guards.size();
        }

        @Override
        public void run() {
            int due = due(all, System.nanoTime() - beganNanos, terms.spread().toNanos());
            while (all - waiting.size() < due) {
                sendAway(waiting.poll());
            }
            if (!waiting.isEmpty()) {
                loop.schedule(this, SLICE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }
}
