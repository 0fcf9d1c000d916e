package dev.sluice.mapping.transcode;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The keys of one map so far, as stretches of the buffer into which they are written.
 *
 * <p>The hash is keyed at random, so that nobody can send a map whose keys all collide.
 */
final class KeySet {

    private static final long SECRET = ThreadLocalRandom.current().nextLong() | 1;
    private static final int INITIAL = 16;
    private static final int KEPT = 64;

    /** Start and end of each key; free slots have end 0. */
    private int[] slots = new int[2 * INITIAL];

    private int size;

    void clear() {
        size = 0;
        if (slots.length > 2 * KEPT) {
            slots = new int[2 * INITIAL];
        } else {
            Arrays.fill(slots, 0);
        }
    }

    /** False if a key with these bytes is there already. */
    boolean add(AvroBuffer buffer, int from, int to) {
        if (4 * size >= slots.length) {
            grow(buffer.array());
        }
        return put(buffer.array(), from, to);
    }

    /** How many slots there are; at most half of them are used. */
    int capacity() {
        return slots.length / 2;
    }

    private boolean put(byte[] bytes, int from, int to) {
        int mask = slots.length / 2 - 1;
        int slot = hash(bytes, from, to) & mask;
        while (slots[2 * slot + 1] != 0) {
            if (Arrays.equals(bytes, slots[2 * slot], slots[2 * slot + 1], bytes, from, to)) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        slots[2 * slot] = from;
        slots[2 * slot + 1] = to;
        size++;
        return true;
    }

    private void grow(byte[] bytes) {
        int[] old = slots;
        slots = new int[2 * old.length];
        size = 0;
        for (int i = 0; i < old.length; i += 2) {
            if (old[i + 1] != 0) {
                put(bytes, old[i], old[i + 1]);
            }
        }
    }

    private static int hash(byte[] bytes, int from, int to) {
        long hash = SECRET;
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes[i]) * SECRET;
            hash ^= hash >>> 29;
        }
        return (int) (hash >>> 32);
    }
}
