package dev.sluice.simulator.fleet;

/**
 * Rings many timers at the cost of those that are due: a wheel of milliseconds, whose slots are linked lists.
 *
 * <p>A timer that is further away than one turn of the wheel (four seconds) is looked at once per turn. One thread.
 */
final class DueWheel {

    static final long TICK_NANOS = 1_000_000;

    private static final int SLOTS = 4096;

    private final Timer[] slots = new Timer[SLOTS];
    private final long originNanos;

    /** The first tick that has not been rung. */
    private long tick;

    /** Rings once for each time it is set. */
    static final class Timer {

        private final Runnable bell;
        private long tick;
        private Timer next;
        private boolean set;

        Timer(Runnable bell) {
            this.bell = bell;
        }
    }

    DueWheel(long originNanos) {
        this.originNanos = originNanos;
    }

    /** The newest tick that has been rung, or is being rung. */
    long nowNanos() {
        return originNanos + (tick - 1) * TICK_NANOS;
    }

    /** The first tick that is not before {@code nanos}. */
    long roundUp(long nanos) {
        return originNanos + Math.floorDiv(nanos - originNanos + TICK_NANOS - 1, TICK_NANOS) * TICK_NANOS;
    }

    /** Lets the timer ring at the first tick that is not before {@code dueNanos}, or at the next if that is past. A set timer stays as it is. */
    void set(Timer timer, long dueNanos) {
        if (timer.set) {
            return;
        }
        timer.set = true;
        timer.tick = Math.max(tick, Math.floorDiv(dueNanos - originNanos + TICK_NANOS - 1, TICK_NANOS));
        int slot = (int) (timer.tick & (SLOTS - 1));
        timer.next = slots[slot];
        slots[slot] = timer;
    }

    /** Rings whatever is due by now; bells may set timers. */
    void turnTo(long nowNanos) {
        long last = Math.floorDiv(nowNanos - originNanos, TICK_NANOS);
        // After a long pause of this thread one turn visits every slot.
        long from = Math.max(tick, last - SLOTS + 1);
        tick = last + 1;
        for (long at = from; at <= last; at++) {
            ring((int) (at & (SLOTS - 1)), last);
        }
    }

    private void ring(int slot, long last) {
        Timer timer = slots[slot];
        slots[slot] = null;
        while (timer != null) {
            Timer next = timer.next;
            if (timer.tick <= last) {
                timer.set = false;
                timer.next = null;
                timer.bell.run();
            } else {
                timer.next = slots[slot];
                slots[slot] = timer;
            }
            timer = next;
        }
    }
}
