package dev.sluice.bridge.spool;

import java.util.concurrent.ConcurrentHashMap;

/** How many records of each topic and key are in memory or on their way to the disk. Any thread. */
final class HeldKeys {

    private final ConcurrentHashMap<Long, Integer> counts = new ConcurrentHashMap<>();

    void add(long key) {
        counts.merge(key, 1, Integer::sum);
    }

    void remove(long key) {
        counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    boolean contains(long key) {
        return counts.containsKey(key);
    }
}
