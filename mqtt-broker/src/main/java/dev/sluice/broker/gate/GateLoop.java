package dev.sluice.broker.gate;

import io.netty.channel.EventLoop;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the gates of one event loop share: the mailbox through which settlements come home, the clocks, the event ids.
 *
 * <p>However many slots of however many connections are settled meanwhile, one task drains them all.
 */
public final class GateLoop {

    static final long TICK_MILLIS = 50;
    private static final int TICKS_PER_SWEEP = 20;

    private final EventLoop eventLoop;
    private final EventIds eventIds;
    private final BatchClock wallClock = new BatchClock();
    private final Queue<AckGate> settled = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Runnable drain = this::drain;
    private final ScheduledFuture<?> ticking;

    // event loop only
    private final Set<AckGate> gates = new HashSet<>();
    private final Set<AckGate> paused = new HashSet<>();
    private int ticks;

    // written by the event loop, read by metrics
    private volatile long tickNanos = System.nanoTime();
    private volatile long worstLagNanos;
    private volatile long oldestWithheldNanos;
    private volatile int pausedConnections;
    private volatile long resendsRecognised;
    private volatile long handedBack;
    private volatile long throttles;

    GateLoop(EventLoop eventLoop, SecureRandom random) {
        this.eventLoop = eventLoop;
        this.eventIds = new EventIds(random);
        this.ticking = eventLoop.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop() {
        ticking.cancel(false);
    }

    /** A gate has something settled. Any thread; called at most once per gate until that gate has released. */
    void settled(AckGate gate) {
        settled.add(gate);
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            eventLoop.execute(drain);
        }
    }

    void opened(AckGate gate) {
        assert eventLoop.inEventLoop();
        gates.add(gate);
    }

    void closed(AckGate gate) {
        assert eventLoop.inEventLoop();
        gates.remove(gate);
        paused.remove(gate);
        pausedConnections = Math.min(pausedConnections, paused.size());
    }

    void paused(AckGate gate) {
        assert eventLoop.inEventLoop();
        paused.add(gate);
        pausedConnections = pausedConnections + (gate.isOnlyThrottled() ? 0 : 1);
    }

    private void countPaused() {
        int count = 0;
        for (var gate : paused) {
            count += gate.isOnlyThrottled() ? 0 : 1;
        }
        pausedConnections = count;
    }

    /** A new event id; event loop only. */
    public String nextEventId() {
        assert eventLoop.inEventLoop();
        return eventIds.next();
    }

    /** A clock that is up to {@value #TICK_MILLIS} ms old and costs nothing to read. */
    long tickNanos() {
        return tickNanos;
    }

    /** When the present batch of packets came, in milliseconds since the epoch; event loop only. */
    long wallMillis() {
        return wallClock.millis();
    }

    /** A connection has handled what was read of it. */
    void readEnds() {
        wallClock.batchEnds();
    }

    /** A connection sends faster than it may, and is not read for a moment. Event loop only. */
    void throttled() {
        throttles = throttles + 1; // one writer
    }

    /** How often connections were not read for a moment since they sent faster than they may. */
    public long throttles() {
        return throttles;
    }

    /** Messages that have waited beyond the deadline are given back. Event loop only. */
    void handedBack(int messages) {
        handedBack = handedBack + messages; // one writer
    }

    /** Messages whose devices have been told to keep them, since they had waited beyond the deadline. */
    public long handedBack() {
        return handedBack;
    }

    /** A resend was known: it makes no second record. Event loop only. */
    void recognised() {
        resendsRecognised = resendsRecognised + 1; // one writer
    }

    /** Resends of QoS 1 and 2 that were known, and made no second record. */
    public long resendsRecognised() {
        return resendsRecognised;
    }

    /** How late the last tick came at worst since this was last asked: how long something blocked the loop. */
    public long takeWorstLagNanos() {
        long worst = worstLagNanos;
        worstLagNanos = 0;
        return worst;
    }

    /** When the last tick was, on {@link System#nanoTime()}: a loop that stands still stops ticking. */
    public long lastTickNanos() {
        return tickNanos;
    }

    public long oldestWithheldNanos() {
        return oldestWithheldNanos;
    }

    public int pausedConnections() {
        return pausedConnections;
    }

    private void drain() {
        scheduled.set(false);
        for (var gate = settled.poll(); gate != null; gate = settled.poll()) {
            try {
                gate.release();
            } catch (RuntimeException failure) { // of one connection: the others' answers still leave
                gate.failed(failure);
            }
        }
        reviewPaused();
    }

    private void tick() {
        long now = System.nanoTime();
        worstLagNanos = Math.max(worstLagNanos, now - tickNanos - TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
        tickNanos = now;
        reviewPaused();
        if (++ticks % TICKS_PER_SWEEP == 0) {
            sweep(now);
        }
    }

    private void reviewPaused() {
        if (!paused.isEmpty()) {
            paused.removeIf(GateLoop::resumesReading);
            countPaused();
        }
    }

    private static boolean resumesReading(AckGate gate) {
        try {
            return gate.resumesReading();
        } catch (RuntimeException failure) { // would end the ticking for everybody on this loop
            gate.failed(failure);
            return true;
        }
    }

    private void sweep(long now) {
        long oldest = 0;
        for (var gate : gates.toArray(AckGate[]::new)) { // a gate past its deadline closes and leaves the set
            oldest = Math.max(oldest, gate.sweep(now));
        }
        oldestWithheldNanos = oldest;
    }
}
