package dev.sluice.broker.audit;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * How many lines may be written: so many a minute for each device, and so many for all together, whatever anybody sends. Any thread.
 *
 * <p>Minutes are those of the clock, and every minute begins with nothing: so what is remembered is bounded, too.
 */
final class LineBudget {

    static final int FOR_EACH = 20;
    static final int FOR_ALL = 10_000;

    private final Clock clock;

    // guarded by this
    /** By the hash of the device's name: names may be as long as 64 KB each. Two that share one share their lines. */
    private final Map<Integer, Integer> used = new HashMap<>();

    private long minute;
    private int written;
    private long left;

    LineBudget(Clock clock) {
        this.clock = clock;
        this.minute = clock.millis() / 60_000;
    }

    /**
     * @param mayWrite whether there is room for a line of this device
     * @param leftOut lines that were left out before this minute and that nobody has heard of yet
     */
    record Answer(boolean mayWrite, long leftOut) {}

    synchronized Answer ask(String device) {
        long now = clock.millis() / 60_000;
        long unheard = 0;
        if (now != minute) {
            minute = now;
            used.clear();
            written = 0;
            unheard = left;
            left = 0;
        }
        boolean room = written < FOR_ALL && used.merge(device.hashCode(), 1, Integer::sum) <= FOR_EACH;
        if (room) {
            written++;
        } else {
            left++;
        }
        return new Answer(room, unheard);
    }
}
