package dev.sluice.sandbox.fault;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When acknowledgements passed, per device and for all together; moments in nanoseconds of the proxy's clock. Any thread. */
public final class AckClock {

    private static final class Gaps {
        private long last;
        private long longest;
        private long count;

        synchronized void acknowledged(long now) {
            longest = count == 0 ? 0 : Math.max(longest, now - last);
            last = now;
            count++;
        }

        synchronized void watch(long now) {
            longest = 0;
            last = now;
        }

        synchronized long longest(long now) {
            return Math.max(longest, now - last);
        }

        synchronized boolean hadOneSince(long moment) {
            return count > 0 && last > moment;
        }

        synchronized long count() {
            return count;
        }
    }

    private final Gaps all = new Gaps();
    private final Map<String, Gaps> devices = new ConcurrentHashMap<>();

    void acknowledged(String clientId, long now) {
        all.acknowledged(now);
        devices.computeIfAbsent(clientId, id -> new Gaps()).acknowledged(now);
    }

    public long count() {
        return all.count();
    }

    /** All devices that ever had an acknowledgement. */
    public List<String> devices() {
        return List.copyOf(devices.keySet());
    }

    /** Begins to look for the longest time without acknowledgement anew. */
    public void watchGaps(long now) {
        all.watch(now);
        devices.values().forEach(device -> device.watch(now));
    }

    /** The longest time since {@link #watchGaps} in which no device at all had an acknowledgement; one that goes on counts up to now. */
    public long longestGap(long now) {
        return all.longest(now);
    }

    /** The longest time since {@link #watchGaps} that one of these devices had to wait. */
    public long longestGap(Collection<String> clientIds, long now) {
        return clientIds.stream()
                .map(devices::get)
                .mapToLong(device -> device.longest(now))
                .max()
                .orElse(0);
    }

    /** How many of the devices have had no acknowledgement after the moment. */
    public long silentSince(Collection<String> clientIds, long moment) {
        return clientIds.stream()
                .map(devices::get)
                .filter(device -> !device.hadOneSince(moment))
                .count();
    }
}
