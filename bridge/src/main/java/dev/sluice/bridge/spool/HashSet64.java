package dev.sluice.bridge.spool;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** A set of 64-bit hashes in one array: 12 to 24 bytes each. One thread adds; any thread asks. */
final class HashSet64 {

    private static final int LEAST = 16;

    private long[] slots = new long[0];
    private int size;

    synchronized void add(long hash) {
        long stored = stored(hash);
        if ((size + 1) * 3 > slots.length * 2) {
            grow();
        }
        int at = find(slots, stored);
        if (slots[at] == 0) {
            slots[at] = stored;
            size++;
        }
    }

    synchronized boolean contains(long hash) {
        return size > 0 && slots[find(slots, stored(hash))] != 0;
    }

    synchronized int size() {
        return size;
    }

    void forEach(LongConsumer action) {
        long[] present;
        synchronized (this) {
            present = slots.clone();
        }
        Arrays.stream(present).filter(hash -> hash != 0).forEach(action);
    }

    /** Whether any of these is not in {@code others}. */
    boolean hasOtherThan(HashSet64 others) {
        var missing = new boolean[1];
        forEach(hash -> missing[0] |= !others.contains(hash));
        return missing[0];
    }

    /** Becomes the other set, which nobody uses any more. */
    void become(HashSet64 other) {
        long[] theirs;
        int count;
        synchronized (other) {
            theirs = other.slots;
            count = other.size;
        }
        synchronized (this) {
            slots = theirs;
            size = count;
        }
    }

    private void grow() {
        var old = slots;
        slots = new long[Math.max(LEAST, old.length * 2)];
        for (long hash : old) {
            if (hash != 0) {
                slots[find(slots, hash)] = hash;
            }
        }
    }

    private static int find(long[] slots, long hash) {
        int mask = slots.length - 1;
        int at = (int) (hash ^ hash >>> 32) & mask;
        while (slots[at] != 0 && slots[at] != hash) {
            at = at + 1 & mask;
        }
        return at;
    }

    /** 0 means an empty slot. */
    private static long stored(long hash) {
        return hash == 0 ? 1 : hash;
    }
}
