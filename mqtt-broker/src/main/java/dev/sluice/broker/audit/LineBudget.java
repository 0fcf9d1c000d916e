package dev.sluice.broker.audit;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * How many lines may be written: so many a minute for each device, and so many for all together, whatever anybody sends. Any thread.
 *
 * <p>Strangers, who were not let in, get a part of that: they may have as many names and addresses as they like.
 *
 * <p>Minutes are those of the clock, and every minute begins with nothing: so what is remembered is bounded, too.
 */
final class LineBudget {

    static final int FOR_EACH = 20;
    static final int FOR_ALL = 10_000;
    static final int FOR_STRANGERS = 5_000;

    private final Clock clock;

    // guarded by this
    /** By the hash of the device's name: names may be as long as 64 KB each. Two that share one share their lines. */
    private final Map<Integer, Integer> used = new HashMap<>();

    private long minute;
    private int written;
    private int writtenOfStrangers;
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
        return ask(device, false);
    }

    /** @param address of somebody who was not let in */
    synchronized Answer askForStranger(String address) {
        return ask(address, true);
    }

    private Answer ask(String name, boolean isStranger) {
        long now = clock.millis() / 60_000;
        long unheard = 0;
        if (now != minute) {
            minute = now;
            used.clear();
            written = 0;
            writtenOfStrangers = 0;
            unheard = left;
            left = 0;
        }
        boolean room = written < FOR_ALL
                && !(isStranger && writtenOfStrangers >= FOR_STRANGERS)
                && used.merge(name.hashCode(), 1, Integer::sum) <= FOR_EACH;
        if (room) {
            written++;
            writtenOfStrangers += isStranger ? 1 : 0;
        } else {
            left++;
        }
        return new Answer(room, unheard);
    }
}
