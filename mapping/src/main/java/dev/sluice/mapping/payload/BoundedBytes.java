package dev.sluice.mapping.payload;

import java.util.Arrays;

/** An array that grows as it is filled: to one byte more than its limit, which is how its user notices that the limit is passed. */
final class BoundedBytes {

    /** What a cleared array may keep, in bytes. */
    static final int KEPT = 64 * 1024;

    private static final byte[] NONE = {};

    final int limit;
    byte[] bytes = NONE;
    int size;

    BoundedBytes(int limit) {
        this.limit = limit;
    }

    void clear() {
        size = 0;
        if (bytes.length > KEPT) {
            bytes = NONE;
        }
    }

    int room() {
        return bytes.length - size;
    }

    boolean isPastLimit() {
        return size > limit;
    }

    /** Makes the array so long, or as long as it may be. What it held is kept. */
    void grow(long length) {
        if (bytes.length < length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit + 1L, length));
        }
    }
}
