package dev.sluice.broker.gate;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * Makes event ids: 24 characters {@code [0-9a-v]}, unique across restarts and replicas, growing in the order of arrival
 * within one event loop. One instance per event loop, used by it alone.
 */
final class EventIds {

    private static final byte[] DIGITS = "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.ISO_8859_1);
    private static final int PREFIX = 14;
    private static final int LENGTH = 24;

    private final byte[] buffer = new byte[LENGTH];
    private long next;

    EventIds(SecureRandom random) {
        for (int i = 0; i < PREFIX; i++) {
            buffer[i] = DIGITS[random.nextInt(32)]; // 70 random bits
        }
    }

    String next() {
        long rest = next++;
        for (int i = LENGTH - 1; i >= PREFIX; i--) {
            buffer[i] = DIGITS[(int) (rest & 31)];
            rest >>>= 5;
        }
        return new String(buffer, StandardCharsets.ISO_8859_1);
    }
}
