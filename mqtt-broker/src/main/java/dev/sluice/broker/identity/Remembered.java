package dev.sluice.broker.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was found out a short while ago: so many entries at most, the least recently used of them leave first. Any thread. */
public final class Remembered<V> {

    private record Entry<V>(V value, Instant until) {}

    private final Clock clock;
    private final Map<String, Entry<V>> entries;

    public Remembered(int most, Clock clock) {
        this.clock = clock;
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Entry<V>> eldest) {
                return size() > most;
            }
        };
    }

    public synchronized Optional<V> get(String key) {
        var entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (clock.instant().isBefore(entry.until())) {
            return Optional.of(entry.value());
        }
        entries.remove(key);
        return Optional.empty();
    }

    /** Not at all for a time of zero. */
    public synchronized void put(String key, V value, Duration time) {
        if (!time.isZero()) {
            entries.put(key, new Entry<>(value, clock.instant().plus(time)));
        }
    }

    synchronized int size() {
        return entries.size();
    }
}
