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

    private final Key[] keys;
    /** Open addressing; holds index + 1. */
    private final int[] table;

    KeyTable(List<String> names) {
        keys = names.stream().map(Key::new).toArray(Key[]::new);
        table = new int[Math.max(4, Integer.highestOneBit(keys.length) * 4)];
        for (int i = 0; i < keys.length; i++) {
            byte[] bytes = keys[i].bytes;
            int slot = hash(bytes, 0, bytes.length) & (table.length - 1);
            while (table[slot] != 0) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = i + 1;
        }
    }

    String name(int index) {
        return keys[index].name;
    }

    /** Reads the name that the cursor stands on, and its colon; {@code guess} (an index or -1) is tried first. */
    int match(JsonCursor in, int guess) {
        if (guess >= 0) {
            Key key = keys[guess];
            int at = in.pos + 1;
            if (at + key.length < in.end && key.stands(in.json, at)) {
                in.pos = at + key.length;
                return guess;
            }
        }
        if (!in.readText()) {
            return FAULT;
        }
        int found = find(in.text);
        return in.colon() ? found : FAULT;
    }

    /** The index of the name that was read last. */
    int find(JsonText text) {
        byte[] bytes = text.bytes;
        int mask = table.length - 1;
        int slot = hash(bytes, text.from, text.to) & mask;
        for (int entry; (entry = table[slot]) != 0; slot = (slot + 1) & mask) {
            byte[] key = keys[entry - 1].bytes;
            if (Arrays.equals(key, 0, key.length, bytes, text.from, text.to)) {
                return entry - 1;
            }
        }
        return UNKNOWN;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        return hash ^ hash >>> 15;
    }

    /** A name as it stands in a document: its UTF-8, the closing quote and a colon right behind, in little-endian words. */
    private static final class Key {
        /** The length of a name that a document can only have with escapes: longer than any document. */
        private static final int NEVER_AS_IT_IS = 1 << 30;

        final String name;
        final byte[] bytes;
        /** Quote and colon included. */
        final int length;

        private final long[] words;
        /** What counts of the last word. */
        private final long lastMask;

        Key(String name) {
            this.name = name;
            bytes = name.getBytes(StandardCharsets.UTF_8);
            int written = bytes.length + 2;
            byte[] padded = Arrays.copyOf(bytes, (written + 7) / 8 * 8);
            padded[written - 2] = '"';
            padded[written - 1] = ':';
            words = new long[padded.length / 8];
            Arrays.setAll(words, i -> (long) LONGS.get(padded, 8 * i));
            lastMask = -1L >>> 8 * (padded.length - written);
            length = name.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\') ? NEVER_AS_IT_IS : written;
        }

        boolean stands(byte[] json, int at) {
            int last = at + 8 * (words.length - 1);
            if (last + 8 > json.length) { // reading past the name is harmless as long as it stays in the array
                return false;
            }
            for (int i = at, w = 0; i < last; i += 8, w++) {
                if ((long) LONGS.get(json, i) != words[w]) {
                    return false;
                }
            }
            return ((long) LONGS.get(json, last) & lastMask) == words[words.length - 1];
        }
    }
}
