package dev.sluice.bridge.kafka.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Which letters of one partition have been replayed: their identities, and up to which offset each is spoken for.
 *
 * <p>A table of 24 bytes a place, at most two thirds full: a million letters take some 50 MB at worst. An identity is kept as half of its SHA-256, which no
 * two will share.
 */
final class ReplayedLetters {

    /** The offset of a letter in another partition: the id is spoken for, whatever letter has it. */
    static final long ELSEWHERE = Long.MAX_VALUE - 1;

    private static final int LONGS = 3;
    private static final int FIRST_PLACES = 1024;

    private final MessageDigest digest;
    // high and low half of the id, then the offset plus one: 0 is an empty place
    private long[] table = new long[FIRST_PLACES * LONGS];
    private int size;

    ReplayedLetters() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** The letter with this id up to which it is spoken for; -1 if no letter with this id has been replayed. */
    long offsetOf(String identity) {
        var hash = hash(identity);
        return table[place(table, hash.getLong(0), hash.getLong(Long.BYTES)) + 2] - 1;
    }

    /** Keeps the larger offset. */
    void add(String identity, long offset) {
        var hash = hash(identity);
        if (size * 3 >= table.length / LONGS * 2) {
            grow();
        }
        if (put(table, hash.getLong(0), hash.getLong(Long.BYTES), offset + 1)) {
            size++;
        }
    }

    int size() {
        return size;
    }

    private void grow() {
        var larger = new long[Math.multiplyExact(table.length, 2)];
        for (int i = 0; i < table.length; i += LONGS) {
            if (table[i + 2] != 0) {
                put(larger, table[i], table[i + 1], table[i + 2]);
            }
        }
        table = larger;
    }

    private static boolean put(long[] table, long high, long low, long value) {
        int at = place(table, high, low);
        boolean isNew = table[at + 2] == 0;
        table[at] = high;
        table[at + 1] = low;
        table[at + 2] = Math.max(table[at + 2], value);
        return isNew;
    }

    /** Index of the id's place, or of the empty one where it belongs. */
    private static int place(long[] table, long high, long low) {
        int places = table.length / LONGS;
        int place = (int) Long.remainderUnsigned(high, places);
        while (true) {
            int at = place * LONGS;
            if (table[at + 2] == 0 || table[at] == high && table[at + 1] == low) {
                return at;
            }
            place = place + 1 == places ? 0 : place + 1;
        }
    }

    private ByteBuffer hash(String identity) {
        return ByteBuffer.wrap(Arrays.copyOf(digest.digest(identity.getBytes(UTF_8)), 2 * Long.BYTES));
    }
}
