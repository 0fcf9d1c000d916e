package dev.sluice.mapping.transcode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A fixed set of names, found by their bytes: one guess compared eight bytes at a time, then a hash. No String is made. */
final class KeyTable {

    static final int UNKNOWN = -1;
    static final int FAULT = -2;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final String[] names;
    private final byte[][] keys;
    /** Each name and its closing quote as little-endian words, the last one padded with zeros. */
    private final long[][] words;
    /** What counts of each name's last word. */
    private final long[] lastMasks;
    /** Open addressing; holds index + 1. */
    private final int[] table;

    KeyTable(List<String> names) {
        int count = names.size();
        this.names = names.toArray(String[]::new);
        keys = new byte[count][];
        words = new long[count][];
        lastMasks = new long[count];
        table = new int[Math.max(4, Integer.highestOneBit(count) * 4)];
        for (int i = 0; i < count; i++) {
            byte[] key = names.get(i).getBytes(StandardCharsets.UTF_8);
            keys[i] = key;
            byte[] quoted = Arrays.copyOf(key, (key.length + 8) / 8 * 8);
            quoted[key.length] = '"';
            words[i] = new long[quoted.length / 8];
            for (int w = 0; w < words[i].length; w++) {
                words[i][w] = (long) LONGS.get(quoted, w * 8);
            }
            lastMasks[i] = -1L >>> 8 * (7 - key.length % 8);
            int slot = hash(key, 0, key.length) & (table.length - 1);
            while (table[slot] != 0) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = i + 1;
        }
    }

    int size() {
        return names.length;
    }

    String name(int index) {
        return names[index];
    }

    /** Reads the name that the cursor stands on; {@code guess} (an index or -1) is tried first. */
    int match(JsonCursor in, int guess) {
        if (guess >= 0 && stands(guess, in.json, in.pos + 1, in.end)) {
            in.pos += keys[guess].length + 2;
            return guess;
        }
        return in.readText() ? find(in.text) : FAULT;
    }

    /** The index of the name that was read last. */
    int find(JsonText text) {
        byte[] bytes = text.bytes;
        int mask = table.length - 1;
        int slot = hash(bytes, text.from, text.to) & mask;
        for (int entry; (entry = table[slot]) != 0; slot = (slot + 1) & mask) {
            byte[] key = keys[entry - 1];
            if (Arrays.equals(key, 0, key.length, bytes, text.from, text.to)) {
                return entry - 1;
            }
        }
        return UNKNOWN;
    }

    private boolean stands(int guess, byte[] json, int at, int end) {
        long[] expected = words[guess];
        int last = expected.length - 1;
        // Reading past this name's end is harmless as long as it stays in the array.
        if (at + keys[guess].length >= end || at + 8 * expected.length > json.length) {
            return false;
        }
        for (int i = 0; i < last; i++) {
            if ((long) LONGS.get(json, at + 8 * i) != expected[i]) {
                return false;
            }
        }
        return ((long) LONGS.get(json, at + 8 * last) & lastMasks[guess]) == expected[last];
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        return hash ^ hash >>> 15;
    }
}
