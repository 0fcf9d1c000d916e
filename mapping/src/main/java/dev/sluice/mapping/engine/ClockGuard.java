package dev.sluice.mapping.engine;

/**
 * Which times a device may claim for its records. Devices whose clock has lost its battery say 1970, and one that counts seconds says January
 * of that year; Kafka refuses what lies further ahead than a topic allows (an hour by default), and with it the whole batch.
 */
final class ClockGuard {

    /** 2000-01-01T00:00:00Z. */
    static final long EARLIEST = 946_684_800_000L;

    /** Kafka's default for {@code message.timestamp.after.max.ms}. */
    static final long AHEAD = 3_600_000L;

    private ClockGuard() {}

    /** The claimed time if it can be true, else the time of arrival; milliseconds since the epoch. */
    static long believable(long claimed, long receivedAt) {
        return claimed >= EARLIEST && claimed <= receivedAt + AHEAD ? claimed : receivedAt;
    }
}
