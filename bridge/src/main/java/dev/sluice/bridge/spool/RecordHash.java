package dev.sluice.bridge.spool;

import dev.sluice.mapping.engine.OutgoingRecord;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * 64 bits that stand for a device or for a topic with a key. Seeded anew by each process, so that no device can choose keys that collide;
 * never written to disk.
 */
final class RecordHash {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SEED = new SecureRandom().nextLong();
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private RecordHash() {}

    static long ofDevice(String clientId) {
        return text(SEED, clientId);
    }

    static long ofKey(OutgoingRecord record) {
        return ofKey(record.topic(), record.key());
    }

    static long ofKey(String topic, byte[] key) {
        long hash = text(SEED + 1, topic);
        int i = 0;
        for (; i + Long.BYTES <= key.length; i += Long.BYTES) {
            hash = mixed(hash, (long) LONGS.get(key, i));
        }
        long rest = key.length;
        for (; i < key.length; i++) {
            rest = rest << 8 | key[i] & 0xFF;
        }
        return mixed(mixed(hash, rest), key.length);
    }

    private static long text(long seed, String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = mixed(hash, text.charAt(i));
        }
        return mixed(hash, text.length());
    }

    private static long mixed(long hash, long next) {
        long product = (hash ^ next) * FACTOR;
        return product ^ product >>> 29 ^ Long.rotateLeft(hash, 31);
    }
}
